package maskrcnn4j.weights.catalog;

import java.io.IOException;

/** A transfer failed in a way that may pass: it is worth another attempt. */
final class BrokenTransferException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenTransferException(String reason) {
        super(reason);
    }

    BrokenTransferException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

package maskrcnn4j.weights;

import java.io.IOException;

/** A weight file cannot be used; the message is one line that names the file, the fault and, where there is one, the remedy. */
public class WeightException extends IOException {
    private static final long serialVersionUID = 1;

    public WeightException(String message) {
        super(message);
    }

    public WeightException(String message, Throwable cause) {
        super(message, cause);
    }
}

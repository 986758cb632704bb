package maskrcnn4j.training.loader;

import java.io.IOException;

/** A picture that cannot be loaded. The message is one line that names it, and the remedy. */
public final class LoaderException extends IOException {
    private static final long serialVersionUID = 1;

    /** An exception with this message and its cause. */
    public LoaderException(String message, Throwable cause) {
        super(message, cause);
    }
}

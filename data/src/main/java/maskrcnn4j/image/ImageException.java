package maskrcnn4j.image;

import java.io.IOException;

/** A picture that cannot be read or written. The message is one line and names the file. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that says which picture, what is wrong, and what would help. */
    public ImageException(String message) {
        super(message);
    }

    /** Creates an exception that keeps what led to it. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}

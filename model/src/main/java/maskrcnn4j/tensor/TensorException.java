package maskrcnn4j.tensor;

/** An operation that LibTorch refused; the message names the operation, the shapes and the reason in one line. */
public class TensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a one-line message. */
    public TensorException(String message) {
        super(message);
    }

    /** Makes an exception with a one-line message and what LibTorch threw. */
    public TensorException(String message, Throwable cause) {
        super(message, cause);
    }
}

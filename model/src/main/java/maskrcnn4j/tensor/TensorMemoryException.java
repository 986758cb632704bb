package maskrcnn4j.tensor;

/** Memory for a tensor could not be had; the message names what was asked for and what is free. */
public final class TensorMemoryException extends TensorException {
    private static final long serialVersionUID = 1L;

    /** The same, said of a layer. */
    public TensorMemoryException in(String layer) {
        return new TensorMemoryException(layer + ": " + getMessage(), this);
    }

    /** Makes an exception with a one-line message and what LibTorch threw. */
    public TensorMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}

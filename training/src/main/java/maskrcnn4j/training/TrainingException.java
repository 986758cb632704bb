package maskrcnn4j.training;

/** Training that cannot begin or go on. The message is one line: what, where, and the remedy. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception with this message. */
    public TrainingException(String message) {
        super(message);
    }

    /** An exception with this message and its cause. */
    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}

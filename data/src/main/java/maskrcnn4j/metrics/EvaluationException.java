package maskrcnn4j.metrics;

/** Ground truth or detections that cannot be scored. The message is one line: the file, the entry, what, the remedy. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception with this message, which must be one line. */
    public EvaluationException(String message) {
        super(message);
    }
}

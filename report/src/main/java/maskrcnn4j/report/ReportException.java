package maskrcnn4j.report;

/** A report could not be written; the message is one line with the file, the cause and the remedy. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}

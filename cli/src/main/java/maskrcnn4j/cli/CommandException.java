package maskrcnn4j.cli;

/** A verb cannot do what it was asked; ends with exit code 1. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed, where, and the remedy, in one line */
    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}

package maskrcnn4j.cli;

/** The command was used wrongly in a way that only the verb itself can see; ends with exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was given, what is allowed, and the remedy, in one line */
    UsageException(String message) {
        super(message);
    }
}

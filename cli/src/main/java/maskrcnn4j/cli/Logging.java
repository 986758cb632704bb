package maskrcnn4j.cli;

/** Sets how much of what the library logs reaches standard error. */
final class Logging {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Logging() {}

    /** Takes effect only before the first logger is made; a level given with {@code -D} wins. */
    static void configure(boolean verbose, boolean quiet) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, verbose ? "debug" : quiet ? "error" : "warn");
        }
    }
}

package maskrcnn4j.cli;

/**
 * Shows how far a long piece of work is: a bar where somebody watches, a plain line now and then where not, nothing with
 * {@code --quiet}. Made by {@link Output#progress}; safe for use from many threads.
 */
interface Progress extends AutoCloseable {
    /** What is counted. */
    enum Unit {
        /** Pictures, files, iterations. */
        THINGS,
        /** Bytes, shown as MB. */
        BYTES
    }

    /** Moves on. */
    void advance(long count);

    /** Moves on by one. */
    default void step() {
        advance(1);
    }

    @Override
    void close();

    /** Progress that is not shown. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void advance(long count) {}

            @Override
            public void close() {}
        };
    }
}

package maskrcnn4j.dataset;

/** Is told how far a long piece of work has come. Called from many threads. */
public interface ProgressListener {
    /** Listens to nothing. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void begin(String task, long count) {}

        @Override
        public void advance(long count) {}
    };

    /**
     * A task begins; the one before has ended.
     *
     * @param task what is done, for example {@code checking pictures}
     * @param count how many things it is done to
     */
    void begin(String task, long count);

    /** So many more things are done. */
    void advance(long count);
}

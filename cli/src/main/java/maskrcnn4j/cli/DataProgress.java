package maskrcnn4j.cli;

import maskrcnn4j.dataset.ProgressListener;

/** Shows the progress of one task after the other. */
final class DataProgress implements ProgressListener, AutoCloseable {
    private final Output output;
    private volatile Progress shown = Progress.silent();

    DataProgress(Output output) {
        this.output = output;
    }

    @Override
    public void begin(String task, long count) {
        shown.close();
        shown = output.progress(task, count);
    }

    @Override
    public void advance(long count) {
        shown.advance(count);
    }

    @Override
    public void close() {
        shown.close();
    }
}

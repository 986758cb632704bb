package maskrcnn4j.cli;

import java.time.Duration;
import java.util.OptionalLong;
import maskrcnn4j.weights.catalog.CatalogFile;
import maskrcnn4j.weights.catalog.DownloadListener;

/** Shows how a download goes. */
final class WeightsProgress implements DownloadListener, AutoCloseable {
    private final Output output;
    private Progress progress = Progress.silent();
    private boolean shown;
    private long done;

    WeightsProgress(Output output) {
        this.output = output;
    }

    @Override
    public void begins(CatalogFile file, long have) {
        close();
        done = 0;
        output.ifInterrupted("the next attempt goes on with the download from here");
        output.note("fetching " + file.name() + " (" + WeightsText.size(file.size()) + ") from "
                + file.address().getHost() + (have > 0 ? ", going on after " + WeightsText.size(have) : ""));
    }

    @Override
    public void progress(CatalogFile file, long bytes, OptionalLong total) {
        if (!shown) {
            progress = output.progress(file.name(), total.orElse(-1), Progress.Unit.BYTES);
            shown = true;
        }
        progress.advance(bytes - done);
        done = bytes;
    }

    @Override
    public void retries(CatalogFile file, String reason, Duration pause) {
        output.note(file.name() + ": " + reason + "; next attempt in " + Math.max(1, pause.toSeconds()) + " s");
    }

    @Override
    public void waits(CatalogFile file) {
        output.note("waiting: another process is fetching " + file.name());
    }

    @Override
    public void close() {
        output.ifInterrupted("");
        progress.close();
        progress = Progress.silent();
        shown = false;
    }
}

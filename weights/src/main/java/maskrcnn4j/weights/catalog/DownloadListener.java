package maskrcnn4j.weights.catalog;

import java.time.Duration;
import java.util.OptionalLong;

/** Is told how a download goes; called on the downloading thread. */
public interface DownloadListener {
    /** A listener that nobody hears. */
    DownloadListener SILENT = new DownloadListener() {};

    /**
     * A file is about to be fetched, or the rest of it.
     *
     * @param have bytes that an earlier attempt left
     */
    default void begins(CatalogFile file, long have) {}

    /**
     * Bytes have come in.
     *
     * @param done bytes of the file that are on disk; less than before if the server made it start over
     * @param total size of the file, where known
     */
    default void progress(CatalogFile file, long done, OptionalLong total) {}

    /**
     * The transfer failed and is tried again.
     *
     * @param reason what happened, in words
     * @param pause how long it waits first
     */
    default void retries(CatalogFile file, String reason, Duration pause) {}

    /** Another process or thread is fetching the same file; its end is waited for. */
    default void waits(CatalogFile file) {}
}

package maskrcnn4j.weights.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream from which nothing has come for too long: Java's HTTP client would wait for ever. */
final class StallGuard implements Closeable {
    private final InputStream stream;
    private final long limitNanos;
    private final Thread watcher = new Thread(this::watch, "download-stall-guard");
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean stalled;

    private StallGuard(InputStream stream, Duration limit) {
        this.stream = stream;
        this.limitNanos = limit.toNanos();
    }

    static StallGuard start(InputStream stream, Duration limit) {
        StallGuard guard = new StallGuard(stream, limit);
        guard.watcher.setDaemon(true);
        guard.watcher.start();
        return guard;
    }

    /** Something has come. */
    void alive() {
        lastNanos = System.nanoTime();
    }

    /** True if the stream was closed because nothing came. */
    boolean stalled() {
        return stalled;
    }

    private void watch() {
        while (!closed) {
            long left = limitNanos - (System.nanoTime() - lastNanos);
            if (left <= 0) {
                stalled = true;
                closeStream();
                return;
            }
            try {
                Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void closeStream() {
        try {
            stream.close();
        } catch (IOException ignored) {
            // The reader of the stream meets the failure.
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}

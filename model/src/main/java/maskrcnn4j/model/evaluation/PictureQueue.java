package maskrcnn4j.model.evaluation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.ReadOptions;

/**
 * The pictures of a data set in a given order, decoded ahead on other threads while the network runs. No more are held
 * than fill a few hundred megabytes.
 */
final class PictureQueue implements AutoCloseable {
    private static final long MOST_BYTES = 256L << 20;

    /** What a picture that states no size is taken for. */
    private static final long UNKNOWN_BYTES = 16L << 20;

    private final Dataset data;
    private final int[] order;
    private final int ahead;
    private final ReadOptions options;
    private final ExecutorService readers;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int next;
    private long bytes;

    /**
     * @param order places of the samples
     * @param ahead how many pictures are held at most
     */
    PictureQueue(Dataset data, int[] order, int ahead, ReadOptions options) {
        this.data = data;
        this.order = order.clone();
        this.ahead = ahead;
        this.options = options;
        int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));
        readers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "mrcnn-pictures");
            thread.setDaemon(true);
            return thread;
        });
        fill();
    }

    private record Waiting(int sample, long bytes, Future<SamplePicture> picture) {}

    /** A sample whose turn it is. */
    record Turn(Sample sample, Future<SamplePicture> picture) {
        /**
         * Its picture.
         *
         * @throws IOException if it cannot be read
         */
        SamplePicture take() throws IOException {
            try {
                return picture.get();
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof IOException unreadable) {
                    throw unreadable;
                }
                if (failure.getCause() instanceof OutOfMemoryError large) {
                    throw new IOException(
                            sample.imagePath() + ": too large for the Java heap of "
                                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                            large);
                }
                throw new IllegalStateException(failure.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            }
        }
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** The next in the order. */
    Turn next() {
        Waiting first = waiting.removeFirst();
        bytes -= first.bytes;
        fill();
        return new Turn(data.sample(first.sample), first.picture);
    }

    private void fill() {
        while (next < order.length && waiting.size() < ahead && (waiting.isEmpty() || bytes < MOST_BYTES)) {
            Sample sample = data.sample(order[next++]);
            long stated = 3L * sample.width() * sample.height();
            long size = stated > 0 ? stated : UNKNOWN_BYTES;
            waiting.addLast(
                    new Waiting(sample.index(), size, readers.submit(() -> SamplePicture.read(sample, options))));
            bytes += size;
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}

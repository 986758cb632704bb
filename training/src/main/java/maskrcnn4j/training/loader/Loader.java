package maskrcnn4j.training.loader;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.training.augment.Augmenter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out batches in order, and has threads read the next ones meanwhile. All threads share one data set; what they have
 * read in advance is bounded in bytes. For one consumer; close it to end the threads.
 */
public final class Loader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
    private static final int MOST_TRIES = 100;
    private static final Patience USUAL = new Patience(10, LOG::warn);

    private final Examples examples;
    private final BatchOrder order;
    private final Augmenter augmenter;
    private final LoaderSpec spec;
    private final long seed;
    private final int batchesPerStep;
    private final Patience patience;
    private final Watch watch = new Watch();
    private final AtomicInteger skipped = new AtomicInteger();
    private final ExecutorService workers;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private long next;
    private long planned;
    private long largestBatch;
    private long waitedNanos;

    private record Pending(long number, int[] samples, List<Future<TrainingPicture>> pictures) {}

    /**
     * How long the consumer waits before it is told what the threads are doing.
     *
     * @param seconds of waiting for one picture
     * @param warnings where that is said
     */
    record Patience(double seconds, Consumer<String> warnings) {}

    /**
     * A loader that begins with a certain batch.
     *
     * @param batchesPerStep how many batches a step takes, one right after the other
     * @param first the number of the first batch: 0, or where an interrupted run goes on
     */
    public Loader(
            Examples examples,
            BatchOrder order,
            Augmenter augmenter,
            LoaderSpec spec,
            long seed,
            int batchesPerStep,
            long first) {
        this(examples, order, augmenter, spec, seed, batchesPerStep, first, USUAL);
    }

    Loader(
            Examples examples,
            BatchOrder order,
            Augmenter augmenter,
            LoaderSpec spec,
            long seed,
            int batchesPerStep,
            long first,
            Patience patience) {
        this.patience = patience;
        this.examples = examples;
        this.order = order;
        this.augmenter = augmenter;
        this.spec = spec;
        this.seed = seed;
        this.batchesPerStep = batchesPerStep;
        next = first;
        planned = first;
        AtomicInteger number = new AtomicInteger();
        // Also where none reads in advance, a thread reads, so that a picture that blocks can be told.
        workers = Executors.newFixedThreadPool(Math.max(1, spec.workers()), work -> {
            Thread thread = new Thread(work, "loader thread " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next batch; waits until it is read.
     *
     * @throws LoaderException if one of its pictures cannot be read, once for the whole run
     */
    public Batch next() throws IOException {
        long began = System.nanoTime();
        plan();
        Pending batch = pending.remove();
        List<TrainingPicture> pictures = new ArrayList<>();
        for (int slot = 0; slot < batch.samples.length; slot++) {
            pictures.add(await(batch, slot));
        }
        Batch made =
                new Batch(batch.number, Arrays.stream(batch.samples).boxed().toList(), pictures);
        largestBatch = Math.max(largestBatch, made.bytes());
        next++;
        if (spec.workers() > 0) {
            plan(); // the threads work on while the batch is used
        }
        waitedNanos += System.nanoTime() - began;
        return made;
    }

    /** Has as many batches read as memory allows, the next one whatever it takes. */
    private void plan() {
        while (planned <= next || spec.workers() > 0 && planned - next < ahead()) {
            int[] samples = order.batch(planned);
            long number = planned++;
            List<Future<TrainingPicture>> pictures = new ArrayList<>();
            for (int slot = 0; slot < samples.length; slot++) {
                int place = slot;
                pictures.add(workers.submit(() -> read(number, place, samples[place])));
            }
            pending.add(new Pending(number, samples, pictures));
        }
    }

    /** How many batches may be in memory besides the one in use. Before the first is known, one. */
    private long ahead() {
        return largestBatch == 0
                ? 1
                : Math.max(1, Math.min(spec.batchesAhead(batchesPerStep), spec.memoryBytes() / largestBatch));
    }

    private TrainingPicture await(Pending batch, int slot) throws IOException {
        Future<TrainingPicture> picture = batch.pictures.get(slot);
        while (true) {
            try {
                return picture.get((long) (1000 * patience.seconds), TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                long step = batch.number / batchesPerStep + 1;
                patience.warnings.accept("step " + step + " waits for its pictures: " + blocking());
            } catch (ExecutionException failed) {
                close();
                if (failed.getCause() instanceof LoaderException ours) {
                    throw ours;
                }
                throw new LoaderException(
                        examples.name(batch.samples[slot]) + ": " + failed.getCause(), failed.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                close();
                throw new LoaderException("loading was interrupted", stop);
            }
        }
    }

    private String blocking() {
        List<String> slow = watch.longerThan(1);
        return slow.isEmpty() ? "all threads are busy" : String.join("; ", slow);
    }

    /** Reads and changes one picture; everything random about it depends on seed, batch and slot alone. */
    private TrainingPicture read(long number, int slot, int sample) throws LoaderException {
        SplittableRandom random = new SplittableRandom(seed + 0x632BE59BD9B4E019L * (number * spec.batch() + slot + 1));
        int tried = sample;
        for (int attempt = 1; ; attempt++) {
            try {
                return changed(tried, random);
            } catch (LoaderException unusable) {
                if (!spec.skipUnreadable() || attempt == MOST_TRIES) {
                    throw new LoaderException(
                            unusable.getMessage() + "; --skip-unreadable goes on without such pictures", unusable);
                }
                skipped.incrementAndGet();
                LOG.warn("{}; another picture takes its place", unusable.getMessage());
                tried = random.nextInt(examples.dataset().size());
            } finally {
                watch.end();
            }
        }
    }

    private TrainingPicture changed(int sample, SplittableRandom random) throws LoaderException {
        TrainingPicture picture = readOne(sample);
        watch.begin("augmenting " + examples.name(sample));
        try {
            return augmenter.augment(
                    picture,
                    partner -> readOne(partner.nextInt(examples.dataset().size())),
                    random);
        } catch (LoaderException partner) {
            throw partner;
        } catch (IOException | RuntimeException | OutOfMemoryError unusable) {
            throw failure(sample, unusable);
        }
    }

    private TrainingPicture readOne(int sample) throws LoaderException {
        watch.begin("reading " + examples.name(sample));
        try {
            return examples.read(sample);
        } catch (IOException | RuntimeException | OutOfMemoryError unreadable) {
            throw failure(sample, unreadable);
        }
    }

    private LoaderException failure(int sample, Throwable cause) {
        String message = cause instanceof OutOfMemoryError
                ? "too large for the Java heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB, with what else is read; allow more with MRCNN_JAVA_OPTS=-Xmx8g, use fewer --workers, or"
                        + " make the pictures smaller"
                : String.valueOf(cause.getMessage());
        String name = examples.name(sample);
        return new LoaderException(message.contains(name) ? message : name + ": " + message, cause);
    }

    /** How many pictures were skipped because they could not be read. */
    public int skipped() {
        return skipped.get();
    }

    /** How long the consumer has waited for batches, in seconds: much of the run's time means that loading is too slow. */
    public double waitedSeconds() {
        return waitedNanos / 1e9;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        workers.shutdownNow();
        pending.clear();
    }
}

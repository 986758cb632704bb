package maskrcnn4j.tensor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** LibTorch as a whole: loading its natives, threads, versions and memory. */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** Property of the binding, read when its first class is loaded: resident memory of the process in bytes. */
    private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** Of the memory that the machine, or the container, has. */
    private static final double LIMIT_SHARE = 0.85;

    /**
     * Variable of LibTorch, read at its first allocation: large tensors ask for large pages. A feature map of 60 MB is
     * otherwise 15,000 page faults each time it is made; writing one took a quarter of the processor time with this.
     */
    private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

    private Engine() {}

    private static final class Started {
        /** Why it cannot be used, if so: whoever asks is told, not only the first. */
        static final Optional<TensorException> FAILURE = load();

        private static Optional<TensorException> load() {
            long start = System.nanoTime();
            limitMemory();
            ProcessEnd.enter();
            try {
                Loader.load(torch.class);
            } catch (UnsatisfiedLinkError | NoClassDefFoundError missing) {
                return Optional.of(new TensorException(
                        "the LibTorch natives for " + Loader.getPlatform()
                                + " could not be loaded (" + firstLine(missing.getMessage())
                                + "): add org.bytedeco:pytorch, openblas and javacpp with the classifier of this"
                                + " platform (linux-x86_64, macosx-arm64 or windows-x86_64)",
                        missing));
            } finally {
                ProcessEnd.leave();
            }
            torch.set_env(HUGE_PAGES, "1", false);
            // On a GPU LibTorch would round the factors of a float32 convolution to 10 bits: who wants that asks for
            // bf16.
            torch.globalContext().setAllowTF32CuDNN(false);
            LOG.debug("LibTorch loaded in {} ms", (System.nanoTime() - start) / 1_000_000);
            return Optional.empty();
        }
    }

    /**
     * Loads the natives on the first call (about a second; the very first run on a machine also unpacks them).
     *
     * @throws TensorException if there are none for this platform
     */
    public static void start() {
        if (Started.FAILURE.isPresent()) {
            throw Started.FAILURE.get();
        }
    }

    /**
     * Loads the natives on another thread while this one does something else. Whoever needs them waits; so does closing the
     * result. A failure is left to those who need them.
     *
     * <pre>{@code try (Engine.Guard natives = Engine.startMeanwhile()) { ... }}</pre>
     */
    public static Guard startMeanwhile() {
        Thread loading = new Thread(() -> Started.FAILURE.isPresent(), "LibTorch");
        loading.setDaemon(true);
        loading.start();
        return () -> {
            try {
                loading.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** How many threads one operation is spread over. */
    public static int threads() {
        start();
        return torch.get_num_threads();
    }

    /**
     * Sets how many threads one operation is spread over.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ": it must be at least 1");
        }
        start();
        torch.set_num_threads(threads);
    }

    /**
     * Switches gradients off on this thread until the result is closed: operations then keep no graph.
     *
     * <pre>{@code try (Engine.Guard inference = Engine.withoutGradients()) { ... }}</pre>
     */
    public static Guard withoutGradients() {
        start();
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(false);
        return () -> GradMode.set_enabled(before);
    }

    /** A switch that stays on until it is closed. */
    @FunctionalInterface
    public interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    /** Resident memory of this process in bytes, as the operating system counts it. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }

    /**
     * Memory that this process can still take, in bytes: what Linux calls available, elsewhere what is unused, or less where
     * the machine's or the container's memory, of which the engine takes a share, or {@code ulimit -v} leaves less.
     */
    public static long availableBytes() {
        limitMemory();
        return HostMemory.availableBytes(Pointer.maxPhysicalBytes());
    }

    /** Gives memory that tensors no longer need back to the system, where the C library keeps it for the next ones. */
    public static void trimMemory() {
        Pointer.trimMemory();
    }

    /**
     * A backstop, for tensors that nobody closed: above it the binding collects garbage, and if that does not help it
     * refuses. Its own limit, four times the heap, is either all of the memory or, with a small heap, far too little.
     */
    private static void limitMemory() {
        if (System.getProperty(LIMIT) == null
                && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long limit = (long) (LIMIT_SHARE * system.getTotalMemorySize());
            System.setProperty(LIMIT, Long.toString(limit));
        }
    }

    private static String firstLine(String text) {
        return text == null ? "no reason given" : text.lines().findFirst().orElse("no reason given");
    }
}

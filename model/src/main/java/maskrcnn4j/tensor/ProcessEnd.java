package maskrcnn4j.tensor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the process end only between two calls of LibTorch. When it ends, by a signal or by {@code System.exit}, LibTorch takes
 * its memory down, and a thread that is computing at that moment makes the JVM crash.
 */
final class ProcessEnd {
    /** A call takes milliseconds, the gradients of a large batch some seconds. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final AtomicInteger INSIDE = new AtomicInteger();
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ProcessEnd::awaitCalls, "LibTorch's last call"));
        } catch (IllegalStateException underWay) {
            ending = true;
        }
    }

    private ProcessEnd() {}

    /**
     * Begins a call, which {@link #leave} ends.
     *
     * @throws TensorException if the process is ending
     */
    static void enter() {
        INSIDE.incrementAndGet();
        if (ending) {
            INSIDE.decrementAndGet();
            throw new TensorException("nothing is computed any more, because the process is ending");
        }
    }

    static void leave() {
        INSIDE.decrementAndGet();
    }

    private static void awaitCalls() {
        ending = true;
        long start = System.nanoTime();
        while (INSIDE.get() > 0 && System.nanoTime() - start < LONGEST_NANOS) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}

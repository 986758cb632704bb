package maskrcnn4j.dataset.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The same work on many numbered things, by several threads; the results stand in the order of the numbers. */
public final class ParallelWork {
    private ParallelWork() {}

    /**
     * Does the work.
     *
     * @param threads how many threads work, at least 1
     * @param count how many things there are
     * @param work makes the result of a thing; an exception ends all work and is thrown here
     */
    public static <T> List<T> map(int threads, int count, IntFunction<T> work) {
        if (threads <= 1 || count <= 1) {
            return IntStream.range(0, count).mapToObj(work).toList();
        }
        List<T> results = new ArrayList<>(Collections.nCopies(count, null));
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, count), task -> {
            Thread thread = new Thread(task, "mrcnn-data");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < Math.min(threads, count); t++) {
                running.add(pool.submit(() -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        results.set(i, work.apply(i));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            next.set(count);
            pool.shutdownNow();
        }
    }
}

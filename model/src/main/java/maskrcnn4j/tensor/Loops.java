package maskrcnn4j.tensor;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Loops of plain Java beside the operators, spread over the processors unless operators are told to use one thread. */
public final class Loops {
    private Loops() {}

    /**
     * Runs a body for 0, 1, ..., count - 1, in no particular order and on several threads. The body makes no tensors: they
     * belong to the scope of one thread.
     */
    public static void parallel(int count, IntConsumer body) {
        range(count).forEach(body);
    }

    /** What a function gives for 0, 1, ..., count - 1, in this order; it is called as the body of {@link #parallel} is. */
    public static <T> List<T> map(int count, IntFunction<T> function) {
        return range(count).mapToObj(function).toList();
    }

    private static IntStream range(int count) {
        IntStream range = IntStream.range(0, count);
        return count > 1 && Engine.threads() > 1 ? range.parallel() : range;
    }
}

package maskrcnn4j.weights.pickle;

import java.util.List;
import java.util.Optional;

/** Whole numbers among the values of a pickle. */
public final class Integers {
    private Integers() {}

    /** A whole number. */
    public static Optional<Long> of(Object value) {
        return value instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /** The whole numbers of a tuple or list; empty if the value is neither, or holds something else. */
    public static Optional<long[]> listOf(Object value) {
        List<Object> items;
        if (value instanceof PickleTuple tuple) {
            items = tuple.items();
        } else if (value instanceof PickleList list) {
            items = list.items();
        } else if (value instanceof PickleObject size && size.isMadeBy("torch", "Size")) {
            return size.argument(0).flatMap(Integers::plain);
        } else {
            return Optional.empty();
        }
        return numbers(items);
    }

    private static Optional<long[]> plain(Object value) {
        return value instanceof PickleTuple tuple ? numbers(tuple.items()) : Optional.empty();
    }

    private static Optional<long[]> numbers(List<Object> items) {
        if (!items.stream().allMatch(Long.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(items.stream().mapToLong(Long.class::cast).toArray());
    }
}

package maskrcnn4j.weights.pickle;

import java.util.List;

/** A tuple; equal only to itself, since a pickle can make it contain itself. */
public final class PickleTuple {
    static final PickleTuple EMPTY = new PickleTuple(List.of());

    private final List<Object> items;

    PickleTuple(List<Object> items) {
        this.items = items;
    }

    public List<Object> items() {
        return items;
    }
}

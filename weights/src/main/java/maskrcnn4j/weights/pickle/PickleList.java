package maskrcnn4j.weights.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list or set; equal only to itself, since a pickle can make it contain itself. */
public final class PickleList {
    /** Most lists that hostile files make are empty: they take no more than they must. */
    private List<Object> items = List.of();

    void add(Object item) {
        if (items.isEmpty()) {
            items = new ArrayList<>(4);
        }
        items.add(item);
    }

    public List<Object> items() {
        return Collections.unmodifiableList(items);
    }
}

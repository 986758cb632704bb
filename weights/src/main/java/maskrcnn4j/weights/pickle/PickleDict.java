package maskrcnn4j.weights.pickle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A dictionary in the order of its entries; equal only to itself, since a pickle can make it contain itself. Keys that are
 * Python 2 strings appear as text.
 */
public final class PickleDict {
    private Map<Object, Object> entries = Map.of();

    void put(Object key, Object value) {
        if (entries.isEmpty()) {
            entries = new LinkedHashMap<>(4);
        }
        entries.put(PickleBytes.textOf(key).map(Object.class::cast).orElse(key), value);
    }

    /** All entries. */
    public Map<Object, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** What stands under a text. */
    public Optional<Object> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }
}

package maskrcnn4j.dataset.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What could not be written as it is, counted by kind. For one thread. */
public final class Losses {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /**
     * Counts a loss.
     *
     * @param what the things lost and why, for example {@code crowds left out: YOLO has none}
     * @param count how many
     */
    public void count(String what, long count) {
        if (count > 0) {
            counts.merge(what, count, Long::sum);
        }
    }

    /** Whether nothing was lost. */
    public boolean none() {
        return counts.isEmpty();
    }

    /** One line for each kind of loss. */
    public List<String> lines() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList();
    }
}

package maskrcnn4j.dataset.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.text.Counted;

/** What could not be written as it is, counted by kind. For one thread. */
public final class Losses {
    private final Map<Kind, Long> counts = new LinkedHashMap<>();

    private record Kind(String one, String many, String what) {}

    /**
     * Counts a loss.
     *
     * @param one what is lost, for example {@code crowd}
     * @param many its plural
     * @param what what becomes of it and why, for example {@code left out: YOLO has none}
     * @param count how many
     */
    public void count(String one, String many, String what, long count) {
        if (count > 0) {
            counts.merge(new Kind(one, many, what), count, Long::sum);
        }
    }

    /** Whether nothing was lost. */
    public boolean none() {
        return counts.isEmpty();
    }

    /** One line for each kind of loss. */
    public List<String> lines() {
        return counts.entrySet().stream()
                .map(entry -> Counted.of(
                                entry.getValue(),
                                entry.getKey().one(),
                                entry.getKey().many())
                        + " " + entry.getKey().what())
                .toList();
    }
}

package maskrcnn4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;

/** Adds up the time of each stage. */
final class StageTimes implements StageObserver {
    private final Map<String, Long> nanoseconds = new LinkedHashMap<>();
    private long begun;

    @Override
    public void begin(Stage stage) {
        begun = System.nanoTime();
    }

    @Override
    public void end(Stage stage) {
        add(stage, System.nanoTime() - begun);
    }

    void add(String stage, long time) {
        nanoseconds.merge(stage, time, Long::sum);
    }

    void add(Stage stage, long time) {
        add(stage.name().toLowerCase(Locale.ROOT), time);
    }

    void clear() {
        nanoseconds.clear();
    }

    /** Milliseconds per run as a JSON object. */
    String json(int runs) {
        return nanoseconds.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "\"%s\": %.2f", entry.getKey(), entry.getValue() / 1e6 / runs))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}

package maskrcnn4j.training.loader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows what every thread of the loader is doing, and since when. */
final class Watch {
    private record Doing(String what, long since) {}

    private final Map<Thread, Doing> threads = new ConcurrentHashMap<>();

    void begin(String what) {
        threads.put(Thread.currentThread(), new Doing(what, System.nanoTime()));
    }

    void end() {
        threads.remove(Thread.currentThread());
    }

    /** What threads have been doing for longer than some time, the longest first, one line for each. */
    List<String> longerThan(double seconds) {
        long now = System.nanoTime();
        List<Map.Entry<Thread, Doing>> all = new ArrayList<>(threads.entrySet());
        all.removeIf(entry -> now - entry.getValue().since < seconds * 1e9);
        all.sort((a, b) -> Long.compare(a.getValue().since, b.getValue().since));
        return all.stream()
                .map(entry -> "%s has been %s for %.0f s"
                        .formatted(
                                entry.getKey().getName(), entry.getValue().what, (now - entry.getValue().since) / 1e9))
                .toList();
    }
}

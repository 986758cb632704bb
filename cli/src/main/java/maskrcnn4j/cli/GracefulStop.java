package maskrcnn4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * For work that can end well when it is told to, and go on later: while it is watched, the first Ctrl-C or {@code kill} is
 * a request, and the second one ends the process at once. Other verbs end at the first.
 */
final class GracefulStop implements AutoCloseable {
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);
    private static final int SIGNAL_EXIT = 128;

    private final Runnable requested;
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
    private volatile int signal;

    private GracefulStop(Runnable requested) {
        this.requested = requested;
    }

    /**
     * Begins to watch, until it is closed.
     *
     * @param requested what to do at the first signal, besides noting it; on a thread of its own
     */
    static GracefulStop watch(Runnable requested) {
        GracefulStop stop = new GracefulStop(requested);
        SIGNALS.forEach((name, number) -> stop.before.put(name, Signals.register(name, () -> stop.came(number))));
        return stop;
    }

    private synchronized void came(int number) {
        if (signal != 0) {
            System.exit(SIGNAL_EXIT + number); // not halt: LibTorch would be taken down under a computing thread
        }
        signal = number;
        requested.run();
    }

    /** Whether a signal came. */
    boolean isRequested() {
        return signal != 0;
    }

    /** The exit code of a process that a signal ended: 130 for Ctrl-C, 143 for {@code kill}. */
    int exitCode() {
        return SIGNAL_EXIT + signal;
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> {
            if (handler != null) {
                Signals.unregister(name, handler);
            }
        });
    }
}

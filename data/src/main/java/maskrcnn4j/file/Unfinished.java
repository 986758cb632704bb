package maskrcnn4j.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Files and folders that were begun and are not whole yet. They are taken away when the process ends early (Ctrl-C), and from
 * then on none is begun: threads go on for a while after a signal.
 */
final class Unfinished {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Set<Path> PATHS = new LinkedHashSet<>();
    private static boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::takeAway, "unfinished files"));
        } catch (IllegalStateException underWay) {
            ending = true;
        }
    }

    private Unfinished() {}

    /** Makes or renames a file. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    /**
     * Takes a step that is either over before the process ends, or not taken.
     *
     * @throws IOException if the process is ending
     */
    static <T> T step(Path target, Step<T> step) throws IOException {
        LOCK.lock();
        try {
            if (ending) {
                throw new IOException(target + ": not written, because the process is ending");
            }
            return step.take();
        } finally {
            LOCK.unlock();
        }
    }

    /** Takes note of a path whose content is not whole. */
    static void begin(Path path) throws IOException {
        step(path, () -> PATHS.add(path));
    }

    /** Forgets a path. */
    static void end(Path path) {
        LOCK.lock();
        try {
            PATHS.remove(path);
        } finally {
            LOCK.unlock();
        }
    }

    private static void takeAway() {
        LOCK.lock();
        try {
            ending = true;
            PATHS.forEach(Unfinished::delete);
        } finally {
            LOCK.unlock();
        }
    }

    /** Takes a file, or a folder and all that is in it, away. */
    static void delete(Path path) {
        try {
            if (Files.isDirectory(path)) {
                List<Path> inside;
                try (Stream<Path> all = Files.walk(path)) {
                    inside = all.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path one : inside) {
                    Files.deleteIfExists(one);
                }
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException ignored) {
            // Nothing better can be done: the failure that led here matters more.
        }
    }
}

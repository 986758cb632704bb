package maskrcnn4j.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that many files are written into, and that disappears unless it is finished: when it is closed before, and when
 * the process is interrupted. A folder that held something before is left as it is then, since its content cannot be told from
 * what is new.
 *
 * <pre>{@code
 * try (AtomicFolder folder = AtomicFolder.begin(path)) {
 *     ...
 *     folder.commit();
 * }
 * }</pre>
 */
public final class AtomicFolder implements AutoCloseable {
    private final Path path;
    private final boolean fresh;
    private boolean whole;

    private AtomicFolder(Path path, boolean fresh) {
        this.path = path;
        this.fresh = fresh;
    }

    /**
     * Begins a folder, which need not exist.
     *
     * @throws IOException if it is a file, or cannot be looked at
     */
    public static AtomicFolder begin(Path path) throws IOException {
        boolean fresh = isFresh(path);
        if (fresh) {
            Unfinished.begin(path);
        }
        return new AtomicFolder(path, fresh);
    }

    /** Declares the folder whole. */
    public void commit() {
        whole = true;
    }

    @Override
    public void close() {
        if (fresh) {
            if (!whole) {
                Unfinished.delete(path);
            }
            Unfinished.end(path);
        }
    }

    private static boolean isFresh(Path path) throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}

package maskrcnn4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of larger fixtures and real data ({@code -Dmrcnn.shared=DIR}; by default {@code ../shared} beside the
 * checkout). Parts of it may be missing: a test that needs one of them skips itself and says so.
 */
public final class Shared {
    private Shared() {}

    /**
     * Returns a part of the shared folder, or skips the calling test when that part is absent.
     *
     * @param part a path inside the folder, for example {@code data/mask2go}
     */
    public static Path require(String part) {
        Path path = root().resolve(part);
        if (!Files.exists(path)) {
            skip(part);
        }
        return path;
    }

    /**
     * Skips the calling test and says so.
     *
     * @param part what is absent from the shared folder
     */
    public static void skip(String part) {
        String message = "SKIPPED: needs " + root() + "/" + part + " (set -Dmrcnn.shared=DIR to the folder that holds "
                + part + ")";
        System.err.println(message);
        Assumptions.abort(message);
    }

    private static Path root() {
        return Path.of(System.getProperty("mrcnn.shared", "../../shared"))
                .toAbsolutePath()
                .normalize();
    }
}

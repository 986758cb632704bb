package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The folder that downloaded weights are kept in: {@code weights/NAME/FILE} below its root. */
public final class WeightCache {
    /** System property that names the root. */
    public static final String PROPERTY = "mrcnn.cache";

    /** Environment variable that names the root. */
    public static final String VARIABLE = "MRCNN_CACHE";

    private static final String FOLDER = "maskrcnn4j";

    private final Path root;

    public WeightCache(Path root) {
        this.root = root;
    }

    /**
     * The cache of this user: the folder that the system property {@value #PROPERTY} names, else the one that the
     * environment variable {@value #VARIABLE} names, else the place where the operating system keeps such files.
     */
    public static WeightCache standard() {
        return locate(System::getProperty, System::getenv);
    }

    static WeightCache locate(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        Optional<String> chosen = value(properties, PROPERTY).or(() -> value(environment, VARIABLE));
        return new WeightCache(chosen.map(Path::of).orElseGet(() -> systemFolder(properties, environment)));
    }

    private static Path systemFolder(
            Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        Path home = Path.of(value(properties, "user.home").orElse("."));
        String system = value(properties, "os.name").orElse("").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            Path local = value(environment, "LOCALAPPDATA").map(Path::of).orElse(home.resolve("AppData/Local"));
            return local.resolve(FOLDER).resolve("cache");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Caches").resolve(FOLDER);
        }
        // The XDG base directory specification has relative paths ignored.
        return value(environment, "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"))
                .resolve(FOLDER);
    }

    private static Optional<String> value(Function<String, @Nullable String> source, String name) {
        return Optional.ofNullable(source.apply(name)).filter(value -> !value.isBlank());
    }

    public Path root() {
        return root;
    }

    /** The folder of an entry's files. */
    public Path folder(CatalogEntry entry) {
        return root.resolve("weights").resolve(entry.name());
    }

    /** Where a file of an entry is, or will be. */
    public Path path(CatalogEntry entry, CatalogFile file) {
        return folder(entry).resolve(file.name());
    }

    /** What is opened as the entry's weights: its file, or the folder of its files. */
    public Path path(CatalogEntry entry) {
        return entry.files().size() == 1 ? path(entry, entry.files().get(0)) : folder(entry);
    }

    /** True if a file is there, in its full size where that is known. */
    public boolean has(CatalogEntry entry, CatalogFile file) throws IOException {
        Path path = path(entry, file);
        return Files.isRegularFile(path)
                && (file.size().isEmpty() || file.size().getAsLong() == Files.size(path));
    }

    /** True if all files of an entry are there. */
    public boolean has(CatalogEntry entry) throws IOException {
        for (CatalogFile file : entry.files()) {
            if (!has(entry, file)) {
                return false;
            }
        }
        return true;
    }
}

package maskrcnn4j.dataset.write;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * Names for written pictures: the bare file name, or with its folders in front where two would be called the same. Names
 * that differ by case or extension only count as the same, since labels go by the name without extension.
 */
public final class OutputNames {
    private final Map<Path, String> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * The name of a picture; the same each time.
     *
     * @param source where its file lies
     * @param fileName how its data set calls it
     */
    public String name(Path source, String fileName) {
        return given.computeIfAbsent(source.toAbsolutePath().normalize(), unused -> unused(fileName));
    }

    private String unused(String fileName) {
        String path = fileName.replace('\\', '/').replaceAll("[\\p{Cntrl}:*?\"<>|]", "_");
        String bare = path.substring(path.lastIndexOf('/') + 1);
        String name = bare.isEmpty() || bare.equals(".") || bare.equals("..") ? "picture" : bare;
        if (take(name)) {
            return name;
        }
        name = path.replaceAll("\\.\\.?/", "").replaceAll("^/+", "").replace('/', '_');
        for (int i = 2; !take(name); i++) {
            String stem = PictureFiles.stem(Path.of(bare));
            name = stem + "_" + i + bare.substring(stem.length());
        }
        return name;
    }

    private boolean take(String name) {
        return taken.add(PictureFiles.stem(Path.of(name)).toLowerCase(Locale.ROOT));
    }
}

package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.weights.Nearest;
import maskrcnn4j.weights.WeightException;

/**
 * Which class of a weight file each class of a new model starts from.
 *
 * @param sources names in the new model to names in the file; classes that are not here start from fresh values
 */
public record ClassMap(Map<String, String> sources) {
    private static final long LARGEST_FILE = 1 << 20;

    /** Takes the map as it is now. */
    public ClassMap {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /**
     * Classes of the same name; upper case, spaces, dashes and underscores make no difference. A name that one side has
     * twice is nobody's.
     */
    public static ClassMap byName(Collection<ModelCategory> model, Collection<ModelCategory> file) {
        Map<String, Optional<String>> known = plainNames(file);
        Map<String, Optional<String>> wanted = plainNames(model);
        Map<String, String> sources = new LinkedHashMap<>();
        for (ModelCategory category : model) {
            String plain = plain(category.name());
            if (wanted.get(plain).isPresent()) {
                known.getOrDefault(plain, Optional.empty()).ifPresent(source -> sources.put(category.name(), source));
            }
        }
        return new ClassMap(sources);
    }

    private static Map<String, Optional<String>> plainNames(Collection<ModelCategory> categories) {
        Map<String, Optional<String>> names = new HashMap<>();
        for (ModelCategory category : categories) {
            names.merge(plain(category.name()), Optional.of(category.name()), (first, second) -> Optional.empty());
        }
        return names;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }

    /**
     * Reads a file with one class of the new model a line: {@code NEW = OLD}, {@code NAME} for one that both have, {@code
     * NEW =} for one that starts fresh; empty lines and what follows a {@code #} do not count. Classes that are not listed
     * start fresh.
     *
     * @throws WeightException if the file cannot be read as that, or names a class that the side it belongs to does not have
     */
    public static ClassMap read(Path path, Collection<ModelCategory> model, Collection<ModelCategory> file)
            throws IOException {
        List<String> modelNames = model.stream().map(ModelCategory::name).toList();
        List<String> fileNames = file.stream().map(ModelCategory::name).toList();
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> lines = lines(path);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            String where = path + ", line " + (i + 1) + ": ";
            int equals = line.indexOf('=');
            String ours = equals < 0 ? line : line.substring(0, equals).strip();
            String theirs = equals < 0 ? line : line.substring(equals + 1).strip();
            requireKnown(where, "class of the model", ours, modelNames);
            if (!theirs.isEmpty()) {
                requireKnown(where, "class of the weight file", theirs, fileNames);
            }
            if (sources.put(ours, theirs) != null) {
                throw new WeightException(where + "class '" + ours + "' is listed twice");
            }
        }
        sources.values().removeIf(String::isEmpty);
        return new ClassMap(sources);
    }

    private static void requireKnown(String where, String kind, String name, List<String> known)
            throws WeightException {
        if (!known.contains(name)) {
            throw new WeightException(where + Nearest.unknown(kind, name, known) + "; there are "
                    + String.join(", ", known.subList(0, Math.min(known.size(), 100))));
        }
    }

    private static List<String> lines(Path path) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                throw new WeightException(path + ": is a folder; a class map is a text file with lines NEW = OLD");
            }
            if (Files.size(path) > LARGEST_FILE) {
                throw new WeightException(
                        path + ": too large for a class map, which is a text file with lines NEW = OLD");
            }
            return Files.readAllLines(path);
        } catch (NoSuchFileException missing) {
            throw new WeightException(path + ": there is no such class map", missing);
        } catch (MalformedInputException binary) {
            throw new WeightException(path + ": not a text file in UTF-8; a class map has lines NEW = OLD", binary);
        }
    }
}

package maskrcnn4j.dataset.yolo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The file {@code data.yaml} that describes a data set in YOLO's form.
 *
 * @param file where it lies
 * @param names the names of the classes, by their numbers from 0
 * @param splits the folders of pictures and the lists of pictures, by split
 */
record YoloConfig(Path file, List<String> names, Map<String, List<Path>> splits) {
    private static final List<String> SPLITS = List.of("train", "val", "test");
    private static final int MOST_CLASSES = 100_000;

    static YoloConfig read(Path file) throws IOException {
        if (!(parse(file) instanceof Map<?, ?> map)) {
            throw DatasetException.of(file, "", "holds no keys", "YOLO's data.yaml has train, val and names");
        }
        Path folder = file.toAbsolutePath().getParent();
        Path root = folder;
        if (map.get("path") instanceof String text) {
            Path stated = resolve(file, folder, text);
            root = Files.isDirectory(stated) ? stated : folder;
        }
        Map<String, List<Path>> splits = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            boolean other = !SPLITS.contains(key) && !(value instanceof String text && isFolder(file, root, text));
            if (value == null || value.toString().isBlank() || key.equals("path") || other) {
                continue;
            }
            List<Path> paths = new ArrayList<>();
            for (Object path : value instanceof List<?> list ? list : List.of(value)) {
                paths.add(existing(file, root, String.valueOf(path)));
            }
            splits.put(key, paths);
        }
        return new YoloConfig(file, names(file, map.get("names")), splits);
    }

    private static Object parse(Path file) throws IOException {
        String text = TextFiles.read(file);
        try {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
            return root == null ? "" : root;
        } catch (YamlEngineException | StackOverflowError e) {
            String said = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
            throw DatasetException.of(file, "", "is not valid YAML: " + said, "");
        }
    }

    /** Keys of other names are splits if they name a folder. */
    private static boolean isFolder(Path file, Path root, String name) throws DatasetException {
        return name.contains("images") && Files.isDirectory(existing(file, root, name));
    }

    /** Roboflow writes {@code ../train/images} for what lies beside the file. */
    private static Path existing(Path file, Path root, String name) throws DatasetException {
        Path path = resolve(file, root, name);
        if (!Files.exists(path) && name.startsWith("../")) {
            Path beside = resolve(file, root, name.substring(3));
            return Files.exists(beside) ? beside : path;
        }
        return path;
    }

    private static Path resolve(Path file, Path folder, String name) throws DatasetException {
        try {
            return PictureFiles.resolve(file, folder, name);
        } catch (InvalidPathException e) {
            throw DatasetException.of(file, "", "names a path that can not be: " + name, "");
        }
    }

    private static List<String> names(Path file, Object value) throws DatasetException {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw DatasetException.of(file, "names", "is missing", "list the names of the classes");
        }
        TreeMap<Integer, String> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            try {
                sorted.put(Integer.parseInt(String.valueOf(entry.getKey())), String.valueOf(entry.getValue()));
            } catch (NumberFormatException e) {
                throw DatasetException.of(
                        file, "names", "has the key " + entry.getKey() + "; keys are the numbers of classes", "");
            }
        }
        if (!sorted.isEmpty() && (sorted.firstKey() < 0 || sorted.lastKey() >= MOST_CLASSES)) {
            throw DatasetException.of(
                    file,
                    "names",
                    "has classes from " + sorted.firstKey() + " to " + sorted.lastKey(),
                    "numbers go from 0 to " + (MOST_CLASSES - 1));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; !sorted.isEmpty() && i <= sorted.lastKey(); i++) {
            names.add(sorted.getOrDefault(i, "class " + i));
        }
        return names;
    }
}

package maskrcnn4j.metrics.cityscapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.ParallelWork;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures of instance ids and the lists of predictions that belong to them.
 *
 * <p>Evaluated are the pictures of those splits in which some picture has a list; each of them must then have one, which
 * may be empty, for a list that was forgotten cannot be told from nothing found.
 */
public final class CityscapesScenes {
    private static final String TRUTH_ENDING = "_gtFine_instanceIds.png";
    private static final int DEPTH = 6;
    private static final int KEY_PARTS = 3;

    private CityscapesScenes() {}

    /**
     * Reads and compares on several threads.
     *
     * @param truth the folder {@code gtFine}, one that holds it, or a part of it
     * @param predictions a folder of prediction lists, {@code CITY_SEQUENCE_FRAME....txt}, at any depth
     * @param threads how many threads work, at least 1
     * @throws DatasetException if lists or masks are missing or damaged
     */
    public static List<CityscapesScene> read(Path truth, Path predictions, int threads) throws IOException {
        Map<String, Path> lists = lists(predictions);
        Map<Path, List<Path>> splits = new TreeMap<>();
        for (Path file : find(truth, TRUTH_ENDING)) {
            Path city = file.toAbsolutePath().getParent();
            Path split = city.getParent() == null ? city : city.getParent();
            splits.computeIfAbsent(split, any -> new ArrayList<>()).add(file);
        }
        if (splits.isEmpty()) {
            throw DatasetException.of(
                    truth, "", "holds no file ..." + TRUTH_ENDING, "name the folder gtFine of Cityscapes");
        }
        List<Path> chosen = new ArrayList<>();
        for (List<Path> files : splits.values()) {
            if (files.stream().anyMatch(file -> lists.containsKey(sceneName(file)))) {
                chosen.addAll(files);
            }
        }
        requireLists(chosen, lists, splits.values().iterator().next().get(0), predictions);
        try {
            return ParallelWork.map(threads, chosen.size(), i -> scene(chosen.get(i), lists));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static CityscapesScene scene(Path truth, Map<String, Path> lists) {
        String name = sceneName(truth);
        try {
            return CityscapesScene.read(name, truth, PredictionList.read(list(lists, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path list(Map<String, Path> lists, String name) {
        return Objects.requireNonNull(lists.get(name));
    }

    private static void requireLists(List<Path> chosen, Map<String, Path> lists, Path example, Path predictions)
            throws DatasetException {
        if (chosen.isEmpty()) {
            throw DatasetException.of(
                    predictions,
                    "",
                    "holds no list of predictions for any picture of the ground truth",
                    "the first would be called " + sceneName(example) + ".txt");
        }
        List<String> missing = chosen.stream()
                .map(CityscapesScenes::sceneName)
                .filter(name -> !lists.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw DatasetException.of(
                    predictions,
                    "",
                    "has no list for " + missing.size() + " of " + chosen.size() + " pictures, the first "
                            + missing.get(0),
                    "write an empty .txt file where nothing was found, or name a part of the ground truth");
        }
    }

    private static Map<String, Path> lists(Path predictions) throws IOException {
        Map<String, Path> lists = new TreeMap<>();
        Set<String> repeated = new HashSet<>();
        for (Path file : find(predictions, ".txt")) {
            String key = key(file.getFileName().toString());
            if (key != null && lists.put(key, file) != null) {
                repeated.add(key);
            }
        }
        if (!repeated.isEmpty()) {
            throw DatasetException.of(
                    predictions,
                    "",
                    "has several lists for "
                            + repeated.stream().sorted().toList().get(0),
                    "leave one for each picture");
        }
        return lists;
    }

    private static String sceneName(Path truth) {
        String name = truth.getFileName().toString();
        return name.substring(0, name.length() - TRUTH_ENDING.length());
    }

    /** City, sequence and frame of a list's name; null if it has not so many parts. */
    private static @Nullable String key(String fileName) {
        String[] parts =
                fileName.substring(0, fileName.length() - ".txt".length()).split("_");
        return parts.length < KEY_PARTS ? null : String.join("_", List.of(parts).subList(0, KEY_PARTS));
    }

    private static List<Path> find(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw DatasetException.of(
                    folder,
                    "",
                    "is not a folder",
                    "Cityscapes is scored by a folder gtFine of ground truth and a folder of prediction lists");
        }
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

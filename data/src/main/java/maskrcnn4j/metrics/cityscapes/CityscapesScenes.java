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
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.cityscapes.CityscapesFormat;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.dataset.io.ParallelWork;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Rle;
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

    /**
     * Compares detections on a data set in Cityscapes' folders on several threads; every picture of it is evaluated.
     *
     * @param root the folder that holds {@code gtFine}
     * @param found detections with masks on a data set that {@link CityscapesFormat} read from there
     * @param threads how many threads work, at least 1
     * @throws DatasetException if a picture of instance ids is missing or damaged, or of another size than the masks
     */
    public static List<CityscapesScene> of(Path root, Detections found, int threads) throws IOException {
        Dataset pictures = found.truth();
        List<List<Integer>> bySample = new ArrayList<>();
        for (int s = 0; s < pictures.size(); s++) {
            bySample.add(new ArrayList<>());
        }
        for (int i = 0; i < found.count(); i++) {
            if (found.instances().category(i) >= 0) {
                bySample.get(found.instances().sample(i)).add(i);
            }
        }
        try {
            return ParallelWork.map(threads, pictures.size(), s -> scene(root, found, s, bySample.get(s)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static CityscapesScene scene(Path root, Detections found, int sample, List<Integer> places) {
        try {
            Path file = CityscapesFormat.truthOf(root, found.truth().fileName(sample));
            IdPicture truth = IdPicture.read(file);
            List<CityscapesScene.Predicted> predicted = new ArrayList<>();
            for (int i : places) {
                long id = found.truth()
                        .categories()
                        .get(found.instances().category(i))
                        .id();
                predicted.add(new CityscapesScene.Predicted(
                        (int) id,
                        found.score(i),
                        mask(file, truth, found.instances().mask(i))));
            }
            return CityscapesScene.of(sceneName(file), truth, predicted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rle mask(Path file, IdPicture truth, InstanceMask mask) throws DatasetException {
        try {
            return InstanceMasks.rasterize(mask, truth.height(), truth.width());
        } catch (MaskException unfit) {
            throw DatasetException.of(
                    file, "", "a detection on this picture cannot be scored: " + unfit.getMessage(), "");
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

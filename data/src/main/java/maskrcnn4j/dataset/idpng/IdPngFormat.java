package maskrcnn4j.dataset.idpng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * A picture of instance numbers for each picture, 8 or 16 bits a pixel, 0 for background. Pictures and masks lie in two
 * folders ({@code PNGImages} and {@code PedMasks} as in Penn-Fudan, {@code images} and {@code masks}) under equal names
 * or with {@code _mask} at the end of the mask's, or side by side in one folder, then with {@code _mask}. Folders below
 * are splits. All objects are of one class, {@value #NAMELESS} if the reader is told no other.
 */
public final class IdPngFormat implements DatasetFormat {
    /** The class of all objects, if no other is chosen. */
    public static final String NAMELESS = "object";

    @Override
    public String name() {
        return "id-png";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return Files.isDirectory(path) && !parts(path).isEmpty();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        return parts(path).keySet().stream().filter(name -> !name.isEmpty()).toList();
    }

    /** The pairs by split; under an empty name if there are no splits. */
    private static Map<String, MaskPairs> parts(Path path) throws IOException {
        Map<String, MaskPairs> parts = new LinkedHashMap<>();
        Optional<MaskPairs> whole = MaskPairs.of(path);
        if (whole.isPresent()) {
            parts.put("", whole.get());
            return parts;
        }
        for (Path folder : PictureFiles.folders(path)) {
            Optional<MaskPairs> part = MaskPairs.of(folder);
            part.ifPresent(pairs -> parts.put(folder.getFileName().toString(), pairs));
        }
        return parts;
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        DatasetBuilder builder = new DatasetBuilder(path.toString(), path);
        builder.addCategory(new Category(1, className(path, options.classes())));
        for (Map.Entry<String, MaskPairs> part : parts(path).entrySet()) {
            boolean wanted = part.getKey().isEmpty()
                    || options.split().isEmpty()
                    || options.split().get().equals(part.getKey());
            if (wanted) {
                for (Path file : part.getValue().lonely()) {
                    options.problems()
                            .report(ReadProblem.warning(
                                    file, "", "has no partner among pictures and masks and is left out", ""));
                }
                for (MaskPairs.Pair pair : part.getValue().pairs()) {
                    try {
                        add(pair, path, builder, options);
                    } catch (DatasetException e) {
                        options.problems().report(ReadProblem.error(e));
                    }
                }
            }
        }
        return builder.build();
    }

    static String className(Path path, List<String> chosen) throws DatasetException {
        if (chosen.size() > 1) {
            throw DatasetException.of(
                    path,
                    "",
                    "id pictures have one class, but " + chosen.size() + " were chosen: " + String.join(", ", chosen),
                    "choose one name");
        }
        return new ArrayList<>(chosen.isEmpty() ? List.of(NAMELESS) : chosen).get(0);
    }

    private static void add(MaskPairs.Pair pair, Path root, DatasetBuilder builder, ReadOptions options)
            throws IOException {
        IdPicture masks = IdPicture.read(pair.mask());
        masks.requireSizeOf(pair.picture());
        int sample = builder.addSample(
                builder.sampleCount() + 1L, PictureFiles.relative(root, pair.picture()), masks.width(), masks.height());
        ObjectAdder objects = new ObjectAdder(builder, options.masks());
        masks.masks().values().forEach(pixels -> objects.add(sample, 0, pixels, false));
    }
}

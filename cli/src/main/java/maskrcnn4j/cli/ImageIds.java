package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.weights.Nearest;

/** The ids of pictures in results: those of an annotation file, by file name, or 1, 2, ... */
final class ImageIds {
    private final Path annotations;
    private final Map<String, Long> byName = new HashMap<>();

    private ImageIds(Path annotations) {
        this.annotations = annotations;
    }

    /** Numbers pictures in their order, from 1. */
    static ImageIds counted(List<PictureFile> pictures) {
        ImageIds ids = new ImageIds(Path.of(""));
        for (PictureFile picture : pictures) {
            ids.byName.put(picture.name(), ids.byName.size() + 1L);
        }
        return ids;
    }

    /**
     * Takes the ids of a COCO annotation file.
     *
     * @throws IOException if it cannot be read or its ids are not numbers
     */
    static ImageIds of(Path annotations) throws IOException {
        Dataset dataset = new CocoFormat().read(annotations, ReadOptions.DEFAULT.withoutMasks());
        if (dataset.textIds()) {
            throw new CommandException(annotations + ": its image ids are texts, results take numbers");
        }
        ImageIds ids = new ImageIds(annotations);
        for (int sample = 0; sample < dataset.size(); sample++) {
            ids.byName.put(dataset.fileName(sample), dataset.sampleId(sample));
        }
        return ids;
    }

    /**
     * The id of a picture.
     *
     * @throws CommandException if the annotation file does not list it
     */
    long of(PictureFile picture) {
        Long id = byName.get(picture.name());
        if (id == null) {
            id = byName.get(String.valueOf(Path.of(picture.name()).getFileName()));
        }
        if (id == null) {
            throw new CommandException(
                    picture.path() + ": " + annotations + " lists no picture called " + picture.name()
                            + Nearest.of(picture.name(), byName.keySet())
                                    .map(near -> "; it lists " + near)
                                    .orElse(""));
        }
        return id;
    }
}

package maskrcnn4j.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a reader is told besides the path.
 *
 * @param images the folder that picture names are relative to; empty lets the format find it
 * @param classes names of the categories to take, in this order; empty takes those of the format or of the file
 * @param masks whether masks are wanted; without them a reader may leave them out and be quicker
 */
public record ReadOptions(Optional<Path> images, List<String> classes, boolean masks) {
    /** Everything, from where the format looks by itself. */
    public static final ReadOptions DEFAULT = new ReadOptions(Optional.empty(), List.of(), true);

    /** Copies the list. */
    public ReadOptions {
        classes = List.copyOf(classes);
    }

    /** The same, with pictures in this folder. */
    public ReadOptions withImages(Path folder) {
        return new ReadOptions(Optional.of(folder), classes, masks);
    }

    /** The same, with only these categories. */
    public ReadOptions withClasses(List<String> names) {
        return new ReadOptions(images, names, masks);
    }

    /** The same, without masks. */
    public ReadOptions withoutMasks() {
        return new ReadOptions(images, classes, false);
    }
}

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
 * @param split the part to read, one of {@link DatasetFormat#splits}; empty reads all of them as one
 * @param problems what becomes of entries that cannot be read
 */
public record ReadOptions(
        Optional<Path> images,
        List<String> classes,
        boolean masks,
        Optional<String> split,
        ReadProblem.Handler problems) {
    /** Everything, from where the format looks by itself, and no entry that cannot be read. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(Optional.empty(), List.of(), true, Optional.empty(), ReadProblem.Handler.STRICT);

    /** Copies the list. */
    public ReadOptions {
        classes = List.copyOf(classes);
    }

    /** The same, with pictures in this folder. */
    public ReadOptions withImages(Path folder) {
        return new ReadOptions(Optional.of(folder), classes, masks, split, problems);
    }

    /** The same, with only these categories. */
    public ReadOptions withClasses(List<String> names) {
        return new ReadOptions(images, names, masks, split, problems);
    }

    /** The same, without masks. */
    public ReadOptions withoutMasks() {
        return new ReadOptions(images, classes, false, split, problems);
    }

    /** The same, for one part of the data set. */
    public ReadOptions withSplit(String name) {
        return new ReadOptions(images, classes, masks, Optional.of(name), problems);
    }

    /** The same, with entries that cannot be read left out if the handler says so. */
    public ReadOptions withProblems(ReadProblem.Handler handler) {
        return new ReadOptions(images, classes, masks, split, handler);
    }
}

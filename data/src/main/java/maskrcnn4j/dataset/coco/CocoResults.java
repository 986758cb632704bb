package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTableBuilder;

/**
 * A file of results as it was read, before it meets the data set it belongs to: COCO's list of results, or an object
 * with such a list under {@code annotations} as {@code mrcnn segment} writes it.
 *
 * <p>As in pycocotools the first entry of a list decides: if it has a box, boxes are wanted of all and areas are those of
 * the boxes; else masks are wanted of all, and boxes and areas are those of the masks. In an object the masks alone
 * count where masks are asked for.
 */
public final class CocoResults {
    private final Path path;
    private final CocoFile file;
    private final AnnotationColumns columns;

    private CocoResults(Path path, CocoFile file, AnnotationColumns columns) {
        this.path = path;
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads results. A large file is read on several threads, those of the caller's pool if there is one.
     *
     * @param masks whether masks are wanted
     * @throws DatasetException if the file is not a list of results, or one of them cannot be scored
     */
    public static CocoResults read(Path path, boolean masks) throws IOException {
        return read(path, masks, MaskInterest.ALL);
    }

    /**
     * Reads results with only some of their masks.
     *
     * @param interest tells which; the others are as if they could not be read
     * @throws DatasetException as {@link #read(Path, boolean)}
     */
    public static CocoResults read(Path path, boolean masks, MaskInterest interest) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            CocoFile file = CocoFile.results(path, channel, masks, interest);
            JsonStream stream = new JsonStream(path, channel);
            if (stream.peek() == '[') {
                file.readResults(stream);
            } else {
                file.read(stream);
            }
            AnnotationColumns columns = file.annotations;
            if (columns == null) {
                throw DatasetException.of(
                        path,
                        "",
                        "holds neither a list of results nor an object with \"annotations\"",
                        "COCO's results are a list of objects with image_id, category_id, bbox or segmentation, score");
            }
            return new CocoResults(path, file, columns);
        }
    }

    /**
     * What results hold, by the first of them.
     *
     * @param boxes whether it has a box
     * @param masks whether it has a mask
     */
    public record Fields(boolean boxes, boolean masks) {}

    /** Looks at the first result of a file; of an empty list, boxes are said to be there. */
    public static Fields fields(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            JsonStream stream = new JsonStream(path, channel);
            FirstEntry first = new FirstEntry();
            if (stream.peek() == '[') {
                first.takeFirstOf(stream, "results");
            } else {
                stream.members(first);
            }
            return new Fields(first.box || !first.mask, first.mask);
        }
    }

    /** How many results there are. */
    public int count() {
        return columns.count();
    }

    /** The categories that the file names itself; empty for a plain list of results. */
    public List<Category> categories() {
        return file.categories;
    }

    /** The names of the picture files that the file lists itself; empty for a plain list of results. */
    public List<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (CocoFile.Image image : file.images) {
            names.add(image.fileName());
        }
        return names;
    }

    /**
     * Looks up the pictures and categories of a data set. May be called once.
     *
     * @throws DatasetException if a result names a picture that the data set does not list
     */
    public Detections in(Dataset truth) throws DatasetException {
        InstanceTableBuilder table = columns.table;
        long[] imageIds = columns.imageIds;
        Map<String, Long> texts = truth.textIds() ? idsByText(truth) : Map.of();
        for (int i = 0; i < columns.count(); i++) {
            long id = imageIds[i];
            if (!texts.isEmpty()) {
                id = TextIds.isText(id) ? texts.getOrDefault(file.textIds.text(id), -1L) : -1;
            }
            int sample = truth.sampleIndex(id);
            if (sample < 0) {
                throw new UnknownImages(path, file.textIds, columns, truth, file.images).fault();
            }
            table.assign(i, sample, truth.categoryIndex(columns.categoryIds[i]));
        }
        boolean boxesOfMasks = columns.measured && columns.ownBoxes == 0;
        return new Detections(path.toString(), truth, table.build(), columns.scores, boxesOfMasks);
    }

    private static Map<String, Long> idsByText(Dataset truth) {
        Map<String, Long> ids = new HashMap<>();
        for (int s = 0; s < truth.size(); s++) {
            ids.put(truth.sampleIdText(s), truth.sampleId(s));
        }
        return ids;
    }
}

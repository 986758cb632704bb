package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.DatasetException;

/** The formats in which annotations and detections are written. */
public final class AnnotationFormats {
    /** Formats of data sets. */
    public static final List<String> DATASETS = List.of("coco", "yolo", "labelme", "id-png", "voc");

    /** Formats of detections. */
    public static final List<String> DETECTIONS = List.of("coco", "id-png", "labelme", "yolo", "csv", "cityscapes");

    private AnnotationFormats() {}

    /**
     * Begins writing into a folder, which is made.
     *
     * @param format one of {@link #DATASETS} or {@link #DETECTIONS}
     * @param categories all classes that can occur, in the order of their numbers
     * @param transfer what becomes of the pictures; for detections {@link PictureTransfer#NONE}
     * @param losses takes what the format cannot hold
     * @throws DatasetException if the format is not known
     */
    public static AnnotationWriter open(
            String format, Path target, List<Category> categories, PictureTransfer transfer, Losses losses)
            throws IOException {
        return switch (format) {
            case "coco" -> new CocoWriter(target, categories, transfer);
            case "yolo" -> new YoloWriter(target, categories, transfer, losses);
            case "labelme" -> new LabelMeWriter(target, transfer, losses);
            case "id-png" -> new IdPngWriter(target, categories.size(), transfer, losses);
            case "voc" -> new VocWriter(target, categories, transfer, losses);
            case "csv" -> new CsvWriter(target);
            case "cityscapes" -> new CityscapesWriter(target, losses);
            default ->
                throw new DatasetException("unknown format '" + format + "' to write; known are "
                        + String.join(", ", DATASETS) + ", and for detections " + String.join(", ", DETECTIONS));
        };
    }
}

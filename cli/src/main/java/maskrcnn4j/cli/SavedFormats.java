package maskrcnn4j.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.AnnotationWriter;
import maskrcnn4j.dataset.write.Losses;
import maskrcnn4j.dataset.write.OutputNames;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.OutputPicture;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.weights.Nearest;

/** Detections in the forms that {@code --save} names, each in a folder of its name. */
final class SavedFormats implements Closeable {
    private final List<AnnotationWriter> writers = new ArrayList<>();
    private final Losses losses = new Losses();
    private final OutputNames names = new OutputNames();

    /**
     * Begins writing.
     *
     * @param formats names from {@link AnnotationFormats#DETECTIONS}, already checked
     */
    SavedFormats(List<String> formats, Path out, List<ModelCategory> categories) throws IOException {
        List<Category> all = categories.stream().map(SavedFormats::category).toList();
        try {
            for (String format : formats) {
                writers.add(AnnotationFormats.open(format, out.resolve(format), all, PictureTransfer.NONE, losses));
            }
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Checks what a user asked for. */
    static void requireKnown(List<String> formats) {
        for (String format : formats) {
            if (!AnnotationFormats.DETECTIONS.contains(format)) {
                throw new UsageException("--save " + Nearest.unknown("format", format, AnnotationFormats.DETECTIONS)
                        + "; known are " + String.join(", ", AnnotationFormats.DETECTIONS));
            }
        }
    }

    void add(PictureFile picture, long id, Segmentation found) throws IOException {
        if (writers.isEmpty()) {
            return;
        }
        List<OutputObject> objects = found.stream()
                .filter(detection -> !detection.mask().isEmpty())
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .map(SavedFormats::object)
                .toList();
        OutputPicture output = new OutputPicture(
                id, picture.path(), names.name(picture.path(), picture.name()), found.width(), found.height(), objects);
        for (AnnotationWriter writer : writers) {
            writer.add(output);
        }
    }

    /** Completes all files. */
    void finish(Output output) throws IOException {
        for (AnnotationWriter writer : writers) {
            writer.finish();
        }
        losses.lines().forEach(output::note);
    }

    private static OutputObject object(Detection detection) {
        return OutputObject.detection(
                category(new ModelCategory(detection.categoryId(), detection.label())),
                detection.score(),
                detection.box(),
                detection.mask());
    }

    private static Category category(ModelCategory category) {
        return new Category(category.id(), category.name());
    }

    @Override
    public void close() throws IOException {
        for (AnnotationWriter writer : writers) {
            writer.close();
        }
    }
}

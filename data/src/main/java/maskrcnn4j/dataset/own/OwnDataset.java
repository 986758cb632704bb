package maskrcnn4j.dataset.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Rle;

/**
 * A data set of pictures that a program knows. Every mask is asked for once and kept as run lengths, some hundred bytes;
 * pictures are asked for when they are needed.
 *
 * <pre>{@code
 * OwnDataset cells = OwnDataset.of(new Cells(folder));
 * Examples examples = Examples.of(cells.dataset(), cells::picture);
 * }</pre>
 */
public final class OwnDataset {
    private final OwnPictures pictures;
    private final Dataset dataset;

    private OwnDataset(OwnPictures pictures, Dataset dataset) {
        this.pictures = pictures;
        this.dataset = dataset;
    }

    /**
     * Asks for all objects and their masks.
     *
     * @throws DatasetException if a class is unknown or named twice, or masks of one picture differ in size; one line that
     *     names the picture and the object
     * @throws IOException if objects cannot be read
     */
    public static OwnDataset of(OwnPictures pictures) throws IOException {
        DatasetBuilder builder = new DatasetBuilder(pictures.getClass().getSimpleName(), pictures.folder());
        List<String> classes = List.copyOf(pictures.classes());
        requireDifferent(classes, pictures);
        for (int i = 0; i < classes.size(); i++) {
            builder.addCategory(new Category(i + 1L, classes.get(i)));
        }
        ObjectAdder adder = new ObjectAdder(builder, true);
        for (int i = 0; i < pictures.count(); i++) {
            add(pictures, i, classes, builder, adder);
        }
        return new OwnDataset(pictures, builder.build());
    }

    private static void add(
            OwnPictures pictures, int picture, List<String> classes, DatasetBuilder builder, ObjectAdder adder)
            throws IOException {
        Path name = Path.of(pictures.name(picture));
        List<OwnObject> objects = pictures.objects(picture);
        int sample = -1;
        int height = 0;
        int width = 0;
        for (int i = 0; i < objects.size(); i++) {
            OwnObject object = objects.get(i);
            int category = classes.indexOf(object.label());
            if (category < 0) {
                throw DatasetException.of(
                        name,
                        "object " + (i + 1),
                        "its class '" + object.label() + "' is unknown",
                        "the classes are " + String.join(", ", classes));
            }
            Rle mask = object.mask().pixels();
            if (i == 0) {
                height = mask.height();
                width = mask.width();
                sample = builder.addSample(picture + 1L, name.toString(), width, height);
            } else if (mask.height() != height || mask.width() != width) {
                throw DatasetException.of(
                        name,
                        "object " + (i + 1),
                        "its mask is of " + size(mask.width(), mask.height()) + ", that of object 1 of "
                                + size(width, height),
                        "every mask is as large as its picture");
            }
            adder.add(sample, category, mask, object.crowd());
        }
        if (objects.isEmpty()) {
            builder.addSample(picture + 1L, name.toString(), 0, 0);
        }
    }

    private static void requireDifferent(List<String> classes, OwnPictures pictures) throws DatasetException {
        Set<String> seen = new HashSet<>();
        for (String name : classes) {
            if (!seen.add(name)) {
                throw new DatasetException(
                        pictures.getClass().getSimpleName() + ": class '" + name + "' is listed twice; name each once");
            }
        }
    }

    private static String size(int width, int height) {
        return width + "x" + height + " pixels";
    }

    /** Samples and objects. */
    public Dataset dataset() {
        return dataset;
    }

    /**
     * A picture.
     *
     * @throws DatasetException if it is not as large as its masks
     * @throws IOException if it cannot be read
     */
    public Image picture(int sample) throws IOException {
        Image image = pictures.picture(sample);
        int width = dataset.sampleWidth(sample);
        int height = dataset.sampleHeight(sample);
        if (width > 0 && (image.width() != width || image.height() != height)) {
            throw DatasetException.of(
                    Path.of(pictures.name(sample)),
                    "",
                    "is of " + size(image.width(), image.height()) + ", its masks of " + size(width, height),
                    "every mask is as large as its picture");
        }
        return image;
    }
}

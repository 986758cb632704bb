package maskrcnn4j.training.loader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;

/**
 * The pictures of a data set with what is to be learned from them. Crowds and ignored objects are no examples; objects without
 * extent are left out; pictures without objects stay.
 */
public final class Examples {
    private final Dataset dataset;
    private final PictureSource pictures;
    private final int[] labels;

    /**
     * Examples of a data set.
     *
     * @param labels the model's label for each category of the data set, from 1; 0 leaves its objects out
     */
    public Examples(Dataset dataset, PictureSource pictures, int[] labels) {
        if (labels.length != dataset.categories().size()) {
            throw new IllegalArgumentException(
                    labels.length + " labels for " + dataset.categories().size() + " categories");
        }
        this.dataset = dataset;
        this.pictures = pictures;
        this.labels = labels.clone();
    }

    /** Examples whose labels are the places of the categories, from 1. */
    public static Examples of(Dataset dataset, PictureSource pictures) {
        int[] labels = new int[dataset.categories().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i + 1;
        }
        return new Examples(dataset, pictures, labels);
    }

    /** The data set. */
    public Dataset dataset() {
        return dataset;
    }

    /** The pictures. */
    public PictureSource pictures() {
        return pictures;
    }

    /** The model's label for a category of the data set; 0 where there is none. */
    public int label(int category) {
        return labels[category];
    }

    /** What messages call a picture. */
    public String name(int sample) {
        return dataset.sample(sample).imagePath().toString();
    }

    /** Whether a picture has an object to learn from, by its annotations alone. */
    public boolean hasObjects(int sample) {
        for (int i = 0; i < dataset.instanceCount(sample); i++) {
            int instance = dataset.instanceOf(sample, i);
            if (counts(instance)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an object is one to learn from. */
    boolean counts(int instance) {
        InstanceTable table = dataset.instances();
        return !table.crowd(instance) && !table.ignored(instance) && labels[table.category(instance)] > 0;
    }

    /**
     * Reads a picture and its objects.
     *
     * @throws IOException if the picture or a mask cannot be read; one line that names it
     */
    public TrainingPicture read(int sample) throws IOException {
        Image image = pictures.read(sample);
        List<TargetObject> objects = new ArrayList<>();
        List<TargetObject> crowds = new ArrayList<>();
        for (int i = 0; i < dataset.instanceCount(sample); i++) {
            int instance = dataset.instanceOf(sample, i);
            int label = labels[dataset.instances().category(instance)];
            if (counts(instance)) {
                object(instance, label, image).ifPresent(objects::add);
            } else if (label > 0) {
                object(instance, label, image).ifPresent(crowds::add);
            }
        }
        return new TrainingPicture(image, objects, crowds, Set.of(), OptionalDouble.empty());
    }

    private Optional<TargetObject> object(int instance, int label, Image image) throws IOException {
        InstanceTable table = dataset.instances();
        Optional<TargetMask> mask;
        try {
            mask = mask(table.mask(instance), image);
        } catch (MaskException broken) {
            throw DatasetException.of(
                    Path.of(dataset.name()),
                    "annotation " + table.id(instance),
                    broken.getMessage(),
                    "mrcnn data check --fix repairs or drops it");
        }
        Box box = table.hasBox(instance)
                ? Box.ofXywh(table.x(instance), table.y(instance), table.width(instance), table.height(instance))
                : mask.map(Examples::bounds).orElse(new Box(0, 0, 0, 0));
        box = box.clip(image.height(), image.width());
        return box.isEmpty() ? Optional.empty() : Optional.of(new TargetObject(label, box, mask));
    }

    private static Optional<TargetMask> mask(InstanceMask mask, Image image) {
        if (mask instanceof InstanceMask.Polygons polygons) {
            InstanceMasks.requireReadable(mask, image.height(), image.width());
            List<double[]> rings =
                    polygons.rings().stream().filter(ring -> ring.length >= 6).toList();
            return rings.isEmpty() ? Optional.empty() : Optional.of(new TargetMask.Outlines(rings));
        }
        if (mask instanceof InstanceMask.Absent) {
            return Optional.empty();
        }
        Rle pixels = InstanceMasks.rasterize(mask, image.height(), image.width());
        return pixels.isEmpty() ? Optional.empty() : Optional.of(new TargetMask.Pixels(pixels));
    }

    private static Box bounds(TargetMask mask) {
        if (mask instanceof TargetMask.Pixels pixels) {
            return pixels.pixels().boundingBox();
        }
        double x1 = Double.POSITIVE_INFINITY;
        double y1 = Double.POSITIVE_INFINITY;
        double x2 = Double.NEGATIVE_INFINITY;
        double y2 = Double.NEGATIVE_INFINITY;
        for (double[] ring : ((TargetMask.Outlines) mask).rings()) {
            for (int i = 0; i + 1 < ring.length; i += 2) {
                x1 = Math.min(x1, ring[i]);
                y1 = Math.min(y1, ring[i + 1]);
                x2 = Math.max(x2, ring[i]);
                y2 = Math.max(y2, ring[i + 1]);
            }
        }
        return new Box(x1, y1, x2, y2);
    }
}

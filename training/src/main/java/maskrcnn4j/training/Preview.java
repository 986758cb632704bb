package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.Painter;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.training.augment.Augmenter;
import maskrcnn4j.training.loader.Batch;
import maskrcnn4j.training.loader.BatchOrder;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.Loader;

/** Shows what the network is going to see: pictures after all changes, with their objects drawn in. */
public final class Preview {
    private Preview() {}

    /** Draws the objects of a training picture. */
    public static Image draw(TrainingPicture picture) {
        List<DrawnObject> objects = new ArrayList<>();
        for (TargetObject object : picture.objects()) {
            objects.add(new DrawnObject(
                    Integer.toString(object.label()),
                    Double.NaN,
                    object.box(),
                    object.mask().map(mask -> pixels(mask, picture.image())).orElse(Rle.empty(0, 0)),
                    objects.size()));
        }
        return new Painter().paint(picture.image(), objects);
    }

    private static Rle pixels(TargetMask mask, Image image) {
        return mask instanceof TargetMask.Outlines outlines
                ? Polygons.rasterize(image.height(), image.width(), outlines.rings())
                : ((TargetMask.Pixels) mask).pixels();
    }

    /**
     * Writes the first pictures of a training.
     *
     * @param image how the network resizes pictures
     * @param count how many
     * @return their files
     */
    public static List<Path> write(
            Examples examples, ImageSpec image, TrainingSettings settings, Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        BatchOrder order = new BatchOrder(examples, settings.loader(), settings.seed());
        try (Loader loader = new Loader(
                examples, order, new Augmenter(settings.augment(), image), settings.loader(), settings.seed(), 1, 0)) {
            while (files.size() < count) {
                Batch batch = loader.next();
                for (TrainingPicture picture : batch.pictures()) {
                    Path file = folder.resolve("preview-%02d.png".formatted(files.size() + 1));
                    if (files.size() < count) {
                        Images.write(draw(picture), file);
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }
}

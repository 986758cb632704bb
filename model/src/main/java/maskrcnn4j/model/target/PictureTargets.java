package maskrcnn4j.model.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.mask.MaskResizer;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.TrainingSpec;

/**
 * The true objects of one picture, in pixels of the network input.
 *
 * @param boxes where they are
 * @param labels their classes, 1 for the first after the background
 * @param masks their masks, where they are known
 */
public record PictureTargets(Boxes boxes, int[] labels, List<Optional<TargetMask>> masks) {
    /**
     * Moves objects with their picture.
     *
     * @param objects in pixels of the picture
     * @param size how the picture is resized
     * @param target what masks are needed for: soft targets are cut from pixels, so outlines are filled first
     * @param nearest how masks that are pixels are resized
     */
    public static PictureTargets of(
            List<TargetObject> objects,
            ResizedImage size,
            TrainingSpec.MaskTarget target,
            MaskResizer.Nearest nearest) {
        double[] corners = new double[4 * objects.size()];
        int[] labels = new int[objects.size()];
        List<Optional<TargetMask>> masks = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            TargetObject object = objects.get(i);
            corners[4 * i] = object.box().x1() * size.scaleX();
            corners[4 * i + 1] = object.box().y1() * size.scaleY();
            corners[4 * i + 2] = object.box().x2() * size.scaleX();
            corners[4 * i + 3] = object.box().y2() * size.scaleY();
            labels[i] = object.label();
            masks.add(object.mask().map(mask -> resize(mask, size, target, nearest)));
        }
        return new PictureTargets(Boxes.of(corners), labels, masks);
    }

    private static TargetMask resize(
            TargetMask mask, ResizedImage size, TrainingSpec.MaskTarget target, MaskResizer.Nearest nearest) {
        if (mask instanceof TargetMask.Outlines outlines) {
            if (target == TrainingSpec.MaskTarget.BINARY) {
                return new TargetMask.Outlines(
                        outlines.rings().stream().map(ring -> scale(ring, size)).toList());
            }
            Rle filled = Polygons.rasterize(size.originalHeight(), size.originalWidth(), outlines.rings());
            return new TargetMask.Pixels(MaskResizer.resize(filled, size.height(), size.width(), nearest));
        }
        Rle pixels = ((TargetMask.Pixels) mask).pixels();
        if (pixels.height() != size.originalHeight() || pixels.width() != size.originalWidth()) {
            throw new IllegalArgumentException("a mask of " + pixels.height() + " x " + pixels.width()
                    + " pixels on a picture of " + size.originalHeight() + " x " + size.originalWidth()
                    + " (height x width)");
        }
        return new TargetMask.Pixels(MaskResizer.resize(pixels, size.height(), size.width(), nearest));
    }

    private static double[] scale(double[] ring, ResizedImage size) {
        double[] scaled = new double[ring.length];
        for (int i = 0; i < ring.length; i++) {
            scaled[i] = ring[i] * (i % 2 == 0 ? size.scaleX() : size.scaleY());
        }
        return scaled;
    }
}

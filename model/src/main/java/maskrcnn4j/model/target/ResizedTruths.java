package maskrcnn4j.model.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import maskrcnn4j.mask.MaskResizer;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.TrainingSpec;

/**
 * Boxes and outlines multiplied by the scale of their picture, masks of pixels resized to the nearest one; crowds are left out.
 *
 * @param target what masks are needed for: soft targets are cut from pixels, so outlines are filled first
 * @param nearest how masks that are pixels are resized
 */
public record ResizedTruths(TrainingSpec.MaskTarget target, MaskResizer.Nearest nearest) implements TruthPlacement {
    @Override
    public PictureTargets place(TrainingPicture picture, ResizedImage size, RandomGenerator random) {
        List<TargetObject> objects = picture.objects();
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
            masks.add(object.mask().map(mask -> resize(mask, size)));
        }
        Boxes boxes = Boxes.of(corners);
        return new PictureTargets(boxes, Boxes.NONE, boxes, labels, masks, Boxes.NONE);
    }

    private TargetMask resize(TargetMask mask, ResizedImage size) {
        if (mask instanceof TargetMask.Outlines outlines && target == TrainingSpec.MaskTarget.BINARY) {
            return new TargetMask.Outlines(
                    outlines.rings().stream().map(ring -> scale(ring, size)).toList());
        }
        Rle pixels = pixels(mask, size);
        return new TargetMask.Pixels(MaskResizer.resize(pixels, size.height(), size.width(), nearest));
    }

    /**
     * The pixels of a mask in its own picture.
     *
     * @throws IllegalArgumentException if it has another size than the picture
     */
    static Rle pixels(TargetMask mask, ResizedImage size) {
        if (mask instanceof TargetMask.Outlines outlines) {
            return Polygons.rasterize(size.originalHeight(), size.originalWidth(), outlines.rings());
        }
        Rle pixels = ((TargetMask.Pixels) mask).pixels();
        if (pixels.height() != size.originalHeight() || pixels.width() != size.originalWidth()) {
            throw new IllegalArgumentException("a mask of " + pixels.height() + " x " + pixels.width()
                    + " pixels on a picture of " + size.originalHeight() + " x " + size.originalWidth()
                    + " (height x width)");
        }
        return pixels;
    }

    private static double[] scale(double[] ring, ResizedImage size) {
        double[] scaled = new double[ring.length];
        for (int i = 0; i < ring.length; i++) {
            scaled[i] = ring[i] * (i % 2 == 0 ? size.scaleX() : size.scaleY());
        }
        return scaled;
    }
}

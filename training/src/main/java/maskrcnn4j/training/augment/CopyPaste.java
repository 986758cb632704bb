package maskrcnn4j.training.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;

/** Pastes objects of one picture onto another (Ghiasi et al. 2021); what they cover is no longer part of what is below. */
final class CopyPaste {
    private static final double SHARE = 0.5;

    /** An object of which less is left is no longer one. */
    private static final double LEAST_LEFT = 0.1;

    private CopyPaste() {}

    static TrainingPicture paste(TrainingPicture onto, TrainingPicture from, RandomGenerator random) {
        int width = onto.image().width();
        int height = onto.image().height();
        int dx = shift(width, from.image().width(), random);
        int dy = shift(height, from.image().height(), random);
        byte[] pixels = new byte[3 * width * height];
        onto.image().bytes().get(pixels);
        byte[] source = new byte[3 * from.image().width() * from.image().height()];
        from.image().bytes().get(source);
        Rle covered = Rle.empty(height, width);
        List<TargetObject> pasted = new ArrayList<>();
        for (TargetObject object : from.objects()) {
            if (object.mask().isEmpty() || random.nextDouble() >= SHARE) {
                continue;
            }
            Rle whole = pixels(object.mask().get(), from.image());
            Rle mask = whole.crop(-dx, -dy, width, height);
            if (mask.area() < LEAST_LEFT * whole.area() || mask.isEmpty()) {
                continue;
            }
            int sourceWidth = from.image().width();
            mask.forEachRun((x, y1, y2) -> {
                for (int y = y1; y < y2; y++) {
                    System.arraycopy(source, 3 * ((y - dy) * sourceWidth + x - dx), pixels, 3 * (y * width + x), 3);
                }
            });
            pasted.replaceAll(below -> covered(below, mask, onto.image()).orElse(below));
            pasted.add(of(object.label(), mask));
            covered = covered.union(mask);
        }
        List<TargetObject> objects = new ArrayList<>();
        for (TargetObject object : onto.objects()) {
            if (object.mask().isEmpty()) {
                objects.add(object);
            } else {
                covered(object, covered, onto.image()).ifPresent(objects::add);
            }
        }
        objects.addAll(pasted);
        return onto.withImage(Image.ofRgb(width, height, pixels)).withObjects(objects);
    }

    private static int shift(int size, int other, RandomGenerator random) {
        int most = Math.max(1, Math.abs(size - other) + Math.min(size, other) / 2);
        return random.nextInt(2 * most + 1) - most;
    }

    /** What is left of an object; nothing if too little is. */
    private static Optional<TargetObject> covered(TargetObject object, Rle by, Image image) {
        Rle whole = pixels(object.mask().orElseThrow(), image);
        Rle left = whole.minus(by);
        if (left.area() == whole.area()) {
            return Optional.of(object);
        }
        return left.isEmpty() || left.area() < LEAST_LEFT * whole.area()
                ? Optional.empty()
                : Optional.of(of(object.label(), left));
    }

    private static TargetObject of(int label, Rle mask) {
        Box box = mask.boundingBox();
        return new TargetObject(label, box, Optional.of(new TargetMask.Pixels(mask)));
    }

    private static Rle pixels(TargetMask mask, Image image) {
        return mask instanceof TargetMask.Outlines outlines
                ? Polygons.rasterize(image.height(), image.width(), outlines.rings())
                : ((TargetMask.Pixels) mask).pixels();
    }
}

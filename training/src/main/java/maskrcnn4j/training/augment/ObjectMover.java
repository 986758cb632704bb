package maskrcnn4j.training.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;

/** Moves the objects of a picture with its pixels, and cuts them at its edges. Masks of pixels become their outlines. */
final class ObjectMover {
    /** What is left of an object must be at least this wide and high, in pixels. */
    private static final double LEAST_SIDE = 1;

    private ObjectMover() {}

    static List<TargetObject> move(List<TargetObject> objects, Placement placement) {
        List<TargetObject> moved = new ArrayList<>();
        for (TargetObject object : objects) {
            move(object, placement).ifPresent(moved::add);
        }
        return moved;
    }

    private static Optional<TargetObject> move(TargetObject object, Placement placement) {
        Optional<TargetMask> mask = object.mask().map(old -> move(old, placement));
        if (mask.isPresent()
                && mask.get() instanceof TargetMask.Outlines outlines
                && outlines.rings().isEmpty()) {
            return Optional.empty(); // all of it lies outside
        }
        Box whole = moved(object.box(), placement);
        Box box = whole.clip(placement.height(), placement.width());
        boolean cut = !box.equals(whole);
        if (mask.isPresent() && (cut || !placement.upright())) {
            box = bounds(((TargetMask.Outlines) mask.get()).rings()).clip(placement.height(), placement.width());
        }
        if (!(box.width() >= LEAST_SIDE && box.height() >= LEAST_SIDE)) {
            return Optional.empty();
        }
        return Optional.of(new TargetObject(object.label(), box, mask));
    }

    private static TargetMask move(TargetMask mask, Placement placement) {
        List<double[]> rings = mask instanceof TargetMask.Outlines outlines
                ? outlines.rings()
                : Polygons.trace(((TargetMask.Pixels) mask).pixels());
        List<double[]> moved = new ArrayList<>();
        for (double[] ring : rings) {
            double[] cut = RingClipper.clip(moved(ring, placement), placement.width(), placement.height());
            if (cut.length >= 6) {
                moved.add(cut);
            }
        }
        return new TargetMask.Outlines(moved);
    }

    private static double[] moved(double[] ring, Placement placement) {
        double[] moved = new double[ring.length / 2 * 2];
        for (int i = 0; i < moved.length; i += 2) {
            moved[i] = placement.x(ring[i], ring[i + 1]);
            moved[i + 1] = placement.y(ring[i], ring[i + 1]);
        }
        return moved;
    }

    private static Box moved(Box box, Placement placement) {
        double[] corners = {box.x1(), box.y1(), box.x2(), box.y1(), box.x2(), box.y2(), box.x1(), box.y2()};
        return bounds(List.of(moved(corners, placement)));
    }

    static Box bounds(List<double[]> rings) {
        double x1 = Double.POSITIVE_INFINITY;
        double y1 = Double.POSITIVE_INFINITY;
        double x2 = Double.NEGATIVE_INFINITY;
        double y2 = Double.NEGATIVE_INFINITY;
        for (double[] ring : rings) {
            for (int i = 0; i < ring.length; i += 2) {
                x1 = Math.min(x1, ring[i]);
                y1 = Math.min(y1, ring[i + 1]);
                x2 = Math.max(x2, ring[i]);
                y2 = Math.max(y2, ring[i + 1]);
            }
        }
        return new Box(x1, y1, x2, y2);
    }
}

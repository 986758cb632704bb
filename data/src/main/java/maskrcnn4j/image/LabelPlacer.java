package maskrcnn4j.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.mask.Box;

/** Finds places for labels: inside the picture, near their objects, none over another. */
final class LabelPlacer {
    /** How far from its object a label may stand, in its own heights. */
    private static final int REACH = 10;

    private final int width;
    private final int height;
    private final double gap;
    private final List<Box> taken = new ArrayList<>();

    /** @param gap what is left free between labels */
    LabelPlacer(int width, int height, double gap) {
        this.width = width;
        this.height = height;
        this.gap = gap;
    }

    /**
     * Finds the best free place for a label and takes it.
     *
     * @return nothing when there is none, or when the label is larger than the picture
     */
    Optional<Box> place(Box object, double w, double h) {
        if (w > width || h > height) {
            return Optional.empty();
        }
        Box near = object.clip(height, width);
        if (near.isEmpty()) {
            return Optional.empty();
        }
        // Above the box, below it, inside its upper edge, beside it: left end first.
        double[][] corners = {
            {near.x1(), near.y1() - h},
            {near.x2() - w, near.y1() - h},
            {near.x1(), near.y1()},
            {near.x1(), near.y2()},
            {near.x2() - w, near.y1()},
            {near.x2(), near.y1()},
            {near.x1() - w, near.y1()},
            {near.x1(), near.y2() - h},
            {near.x2() - w, near.y2()},
        };
        for (double[] corner : corners) {
            Box place = Box.ofXywh(corner[0], corner[1], w, h);
            if (inside(place) && isFree(place)) {
                return take(place);
            }
        }
        Box best = null;
        double bestDistance = REACH * h;
        double x0 = near.x1();
        double y0 = near.y1() - h;
        for (int row = -REACH; row <= REACH; row++) {
            double y = clamp(y0 + row * (h + gap), height - h);
            for (int column = -2 * REACH; column <= 2 * REACH; column++) {
                double x = clamp(x0 + column * (h + gap), width - w);
                Box place = Box.ofXywh(x, y, w, h);
                double distance = distance(place, near);
                if (distance < bestDistance && isFree(place)) {
                    best = place;
                    bestDistance = distance;
                }
            }
        }
        return best == null ? Optional.empty() : take(best);
    }

    private Optional<Box> take(Box place) {
        taken.add(place);
        return Optional.of(place);
    }

    private boolean inside(Box place) {
        return place.x1() >= 0 && place.y1() >= 0 && place.x2() <= width && place.y2() <= height;
    }

    private boolean isFree(Box place) {
        Box wanted = new Box(place.x1() - gap, place.y1() - gap, place.x2() + gap, place.y2() + gap);
        return taken.stream().allMatch(other -> other.intersect(wanted).isEmpty());
    }

    /** From the label's middle to the nearest point of the object's upper edge. */
    private static double distance(Box place, Box object) {
        double x = (place.x1() + place.x2()) / 2;
        double y = (place.y1() + place.y2()) / 2;
        double dx = x - Math.max(object.x1(), Math.min(x, object.x2()));
        return Math.hypot(dx, y - object.y1());
    }

    private static double clamp(double v, double most) {
        return Math.max(0, Math.min(v, most));
    }
}

package maskrcnn4j.training.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.target.TargetObject;

/** Chooses at random where the pixels of a picture go. */
final class PlacementChooser {
    /** A window around an object is from the object's own size to so many times it. */
    private static final double WIDEST_WINDOW = 4;

    private static final int LARGEST_SIDE = 8192;

    private final AugmentSpec spec;
    private final Sizing sizing;

    PlacementChooser(AugmentSpec spec, Sizing sizing) {
        this.spec = spec;
        this.sizing = sizing;
    }

    Placement choose(int width, int height, List<TargetObject> objects, RandomGenerator random) {
        Placement placement = Placement.identity(width, height);
        if (!objects.isEmpty() && random.nextDouble() < spec.cropAroundObjects()) {
            Box box = objects.get(random.nextInt(objects.size())).box();
            placement = around(placement, box, random);
        }
        placement = sized(placement, random);
        if (spec.cropSide() > 0) {
            placement = square(placement, random);
        }
        if (spec.rotate() > 0 || spec.shear() > 0) {
            placement = placement.rotated(
                    Math.toRadians(spec.rotate()) * either(random), Math.toRadians(spec.shear()) * either(random));
        }
        for (int turns = spec.quarterTurns() ? random.nextInt(4) : 0; turns > 0; turns--) {
            placement = placement.turned();
        }
        placement = random.nextDouble() < spec.flipHorizontal() ? placement.mirrored() : placement;
        return random.nextDouble() < spec.flipVertical() ? placement.upsideDown() : placement;
    }

    private static double either(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    private static Placement around(Placement whole, Box box, RandomGenerator random) {
        double factor = 1 + (WIDEST_WINDOW - 1) * random.nextDouble();
        int width = window(box.width() * factor, whole.width());
        int height = window(box.height() * factor, whole.height());
        double left = offset(box.x1(), box.x2(), width, whole.width(), random);
        double top = offset(box.y1(), box.y2(), height, whole.height(), random);
        return whole.cut(left, top, width, height);
    }

    private static int window(double wanted, int most) {
        return (int) Math.max(Math.min(16, most), Math.min(most, Math.round(wanted)));
    }

    /** A whole number such that the window holds the interval and stays inside, as far as both can be. */
    private static double offset(double from, double to, int window, int extent, RandomGenerator random) {
        double least = Math.max(0, to - window);
        double most = Math.min(extent - window, from);
        double chosen = most > least ? least + random.nextDouble() * (most - least) : Math.min(least, extent - window);
        return Math.rint(Math.max(0, chosen));
    }

    private Placement sized(Placement placement, RandomGenerator random) {
        double factor = sizing.choose(placement.width(), placement.height(), random);
        if (!sizing.isOwn() || factor == 1) {
            return placement;
        }
        return placement.scaledTo(side(placement.width() * factor), side(placement.height() * factor));
    }

    private static int side(double length) {
        return (int) Math.max(1, Math.min(LARGEST_SIDE, Math.round(length)));
    }

    /** A larger picture is cut at a random place, a smaller one lies in the upper left corner. */
    private Placement square(Placement placement, RandomGenerator random) {
        int side = spec.cropSide();
        int left = random.nextInt(Math.max(1, placement.width() - side + 1));
        int top = random.nextInt(Math.max(1, placement.height() - side + 1));
        return placement.cut(left, top, side, side);
    }
}

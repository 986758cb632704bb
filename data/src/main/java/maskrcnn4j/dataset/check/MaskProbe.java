package maskrcnn4j.dataset.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Rle;

/**
 * What a mask is worth.
 *
 * @param pixels its pixels, if it has any that can be used; broken outlines among good ones are left out
 * @param goodRings the outlines that can be used; empty where the mask is none of outlines
 * @param faults what is wrong with it
 */
public record MaskProbe(Optional<Rle> pixels, List<double[]> goodRings, List<Fault> faults) {
    private static final int FEWEST_NUMBERS = 6;

    /** Outlines may leave the picture by this much; COCO's own do. */
    private static final double TOLERANCE = 1.5;

    /**
     * Something wrong with a mask.
     *
     * @param kind what
     * @param text half a sentence about the mask
     * @param remedy what to do
     */
    public record Fault(FindingKind kind, String text, String remedy) {}

    /** Looks at a mask of a picture of this size. */
    public static MaskProbe of(InstanceMask mask, int height, int width) {
        List<Fault> faults = new ArrayList<>();
        if (mask instanceof InstanceMask.Absent) {
            faults.add(new Fault(FindingKind.MASK_MISSING, "has no mask", "draw one, or remove the object"));
            return new MaskProbe(Optional.empty(), List.of(), faults);
        }
        List<double[]> rings = List.of();
        InstanceMask used = mask;
        if (mask instanceof InstanceMask.Polygons polygons) {
            rings = goodRings(polygons, faults);
            if (rings.isEmpty()) {
                return new MaskProbe(Optional.empty(), rings, faults);
            }
            used = new InstanceMask.Polygons(rings);
            outside(rings, height, width).ifPresent(faults::add);
        }
        try {
            Rle pixels = InstanceMasks.rasterize(used, height, width);
            if (pixels.isEmpty()) {
                faults.add(
                        new Fault(FindingKind.MASK_EMPTY, "has a mask without pixels", "remove it or draw it again"));
                return new MaskProbe(Optional.empty(), rings, faults);
            }
            return new MaskProbe(Optional.of(pixels), rings, faults);
        } catch (MaskException e) {
            faults.add(new Fault(
                    FindingKind.MASK_BROKEN,
                    "has a broken mask: " + e.getMessage(),
                    "export it again from its source"));
            return new MaskProbe(Optional.empty(), List.of(), faults);
        }
    }

    private static List<double[]> goodRings(InstanceMask.Polygons polygons, List<Fault> faults) {
        List<double[]> good = new ArrayList<>();
        List<double[]> rings = polygons.rings();
        if (rings.isEmpty()) {
            faults.add(new Fault(FindingKind.POLYGON_BROKEN, "has a mask of no polygons", "draw one"));
        }
        for (int i = 0; i < rings.size(); i++) {
            Optional<String> fault = fault(rings.get(i));
            if (fault.isPresent()) {
                String which = rings.size() == 1 ? "its polygon " : "polygon " + (i + 1) + " of " + rings.size() + " ";
                faults.add(new Fault(
                        FindingKind.POLYGON_BROKEN,
                        which + fault.get(),
                        "a polygon is x1, y1, x2, y2, ... of at least three corners"));
            } else {
                good.add(rings.get(i));
            }
        }
        return good;
    }

    private static Optional<String> fault(double[] ring) {
        for (double number : ring) {
            if (!Double.isFinite(number)) {
                return Optional.of("holds " + number);
            }
        }
        if (ring.length % 2 != 0) {
            return Optional.of("has " + ring.length + " numbers, an odd count");
        }
        return ring.length < FEWEST_NUMBERS
                ? Optional.of("has " + ring.length + " numbers, fewer than three corners")
                : Optional.empty();
    }

    private static Optional<Fault> outside(List<double[]> rings, int height, int width) {
        double farthest = 0;
        double x = 0;
        double y = 0;
        for (double[] ring : rings) {
            for (int i = 0; i < ring.length; i += 2) {
                double beyondX = Math.max(-ring[i], ring[i] - width);
                double beyondY = Math.max(-ring[i + 1], ring[i + 1] - height);
                if (Math.max(beyondX, beyondY) > farthest) {
                    farthest = Math.max(beyondX, beyondY);
                    x = ring[i];
                    y = ring[i + 1];
                }
            }
        }
        return farthest <= TOLERANCE
                ? Optional.empty()
                : Optional.of(new Fault(
                        FindingKind.MASK_OUTSIDE,
                        String.format(
                                Locale.ROOT,
                                "has a corner at (%.1f, %.1f), outside its picture of %dx%d",
                                x,
                                y,
                                width,
                                height),
                        "what is outside is cut off; is the picture of another size than the one annotated?"));
    }

    /** The area inside the outlines, overlaps counted twice; 0 where there are none. */
    public double outlineArea() {
        double sum = 0;
        for (double[] ring : goodRings) {
            double twice = 0;
            for (int i = 0; i < ring.length; i += 2) {
                int next = (i + 2) % ring.length;
                twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
            }
            sum += Math.abs(twice) / 2;
        }
        return sum;
    }
}

package maskrcnn4j.dataset.write;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;

/**
 * Makes one ring of a mask in several parts, for formats that have room for one: parts are joined by bridges of no width,
 * walked once there and once back, which no filling rule that counts crossings sees.
 */
final class SingleRing {
    /** Above this many pairs of corners, bridges are looked for among some of the corners only. */
    private static final long MOST_PAIRS = 1_000_000;

    private SingleRing() {}

    /** The rings of an object that are worth trying: that of its own outlines, and one along the edges of its pixels. */
    static List<double[]> candidates(OutputObject object) {
        List<double[]> rings = new ArrayList<>();
        if (!object.outlines().isEmpty()) {
            rings.add(join(object.outlines()));
        }
        rings.add(join(Polygons.trace(object.pixels())));
        return rings;
    }

    /** Whether a ring fills to a mask. */
    static boolean fills(double[] ring, Rle pixels) {
        return Polygons.rasterize(pixels.height(), pixels.width(), List.of(ring))
                .equals(pixels);
    }

    private static double[] join(List<double[]> rings) {
        double[] joined = rings.get(0);
        List<double[]> left = new ArrayList<>(rings.subList(1, rings.size()));
        for (double[] ring : left) {
            joined = join(joined, ring);
        }
        return joined;
    }

    private static double[] join(double[] a, double[] b) {
        int corners = a.length / 2;
        int others = b.length / 2;
        int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) corners * others / MOST_PAIRS)));
        int from = 0;
        int to = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < corners; i += step) {
            for (int k = 0; k < others; k += step) {
                double distance = Math.hypot(a[2 * i] - b[2 * k], a[2 * i + 1] - b[2 * k + 1]);
                if (distance < nearest) {
                    nearest = distance;
                    from = i;
                    to = k;
                }
            }
        }
        double[] joined = new double[a.length + b.length + 4];
        int at = 0;
        for (int i = 0; i <= from; i++) {
            at = put(joined, at, a, i);
        }
        for (int k = 0; k <= others; k++) {
            at = put(joined, at, b, (to + k) % others);
        }
        for (int i = from; i < corners; i++) {
            at = put(joined, at, a, i);
        }
        return joined;
    }

    private static int put(double[] into, int at, double[] ring, int corner) {
        into[at] = ring[2 * corner];
        into[at + 1] = ring[2 * corner + 1];
        return at + 2;
    }
}

package maskrcnn4j.training.augment;

import java.util.Arrays;

/** Cuts outlines at the edges of a picture (Sutherland and Hodgman 1974). */
final class RingClipper {
    private RingClipper() {}

    /** The part of a ring inside 0..width, 0..height; empty if there is none. */
    static double[] clip(double[] ring, double width, double height) {
        boolean inside = true;
        for (int i = 0; i < ring.length && inside; i += 2) {
            inside = ring[i] >= 0 && ring[i] <= width && ring[i + 1] >= 0 && ring[i + 1] <= height;
        }
        if (inside) {
            return ring;
        }
        double[] cut = side(ring, 0, 0, 1);
        cut = side(cut, 0, width, -1);
        cut = side(cut, 1, 0, 1);
        return side(cut, 1, height, -1);
    }

    /** Keeps what is on one side of a line across an axis (0 is x): at it or beyond it in the direction of the sign. */
    private static double[] side(double[] ring, int axis, double limit, int sign) {
        double[] kept = new double[2 * ring.length + 4];
        int n = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int before = i == 0 ? ring.length - 2 : i - 2;
            double here = sign * (ring[i + axis] - limit);
            double there = sign * (ring[before + axis] - limit);
            if (here >= 0 != there >= 0) {
                double share = there / (there - here);
                int other = 1 - axis;
                kept[n + axis] = limit;
                kept[n + other] = ring[before + other] + share * (ring[i + other] - ring[before + other]);
                n += 2;
            }
            if (here >= 0) {
                kept[n++] = ring[i];
                kept[n++] = ring[i + 1];
            }
        }
        return Arrays.copyOf(kept, n);
    }
}

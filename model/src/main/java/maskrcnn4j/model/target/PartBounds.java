package maskrcnn4j.model.target;

import java.util.Arrays;
import java.util.function.IntFunction;

/** What the boxes of each {@linkplain MatchableBoxes#PART part} of many lie within: most parts are far from most objects. */
final class PartBounds {
    private final double[] bounds;

    /**
     * Looks at boxes.
     *
     * @param count how many
     * @param box x1, y1, x2, y2 of one
     */
    PartBounds(int count, IntFunction<double[]> box) {
        bounds = new double[4 * ((count + MatchableBoxes.PART - 1) / MatchableBoxes.PART)];
        for (int at = 0; at < bounds.length; at += 4) {
            Arrays.fill(bounds, at, at + 2, Double.POSITIVE_INFINITY);
            Arrays.fill(bounds, at + 2, at + 4, Double.NEGATIVE_INFINITY);
        }
        for (int i = 0; i < count; i++) {
            int at = 4 * (i / MatchableBoxes.PART);
            double[] corners = box.apply(i);
            bounds[at] = Math.min(bounds[at], corners[0]);
            bounds[at + 1] = Math.min(bounds[at + 1], corners[1]);
            bounds[at + 2] = Math.max(bounds[at + 2], corners[2]);
            bounds[at + 3] = Math.max(bounds[at + 3], corners[3]);
        }
    }

    /**
     * Whether no box of a part can share area with this one.
     *
     * @param first the first box of the part
     * @param extent what is added to x2 - x1 for a width
     */
    boolean miss(int first, double left, double top, double right, double bottom, double extent) {
        int at = 4 * (first / MatchableBoxes.PART);
        return right - bounds[at] + extent <= 0
                || bottom - bounds[at + 1] + extent <= 0
                || bounds[at + 2] - left + extent <= 0
                || bounds[at + 3] - top + extent <= 0;
    }
}

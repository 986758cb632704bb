package maskrcnn4j.model.box;

import java.util.Arrays;
import maskrcnn4j.spec.BoxRule;

/**
 * Greedy non-maximum suppression: from the best box on, every later box whose IoU with a kept one is above the threshold
 * is dropped.
 */
public final class NonMaximumSuppression {
    private final double threshold;
    private final double extent;

    /**
     * Makes a filter.
     *
     * @param threshold a box is dropped when an IoU is above this (equal is kept)
     * @param rule what a width is
     */
    public NonMaximumSuppression(double threshold, BoxRule rule) {
        this.threshold = threshold;
        this.extent = rule.extent();
    }

    /**
     * Filters boxes.
     *
     * @param corners x1, y1, x2, y2 of each box, from the best score to the worst
     * @param count how many boxes
     * @param limit how many are kept at most
     * @return the numbers of the boxes kept, increasing
     */
    public int[] keep(double[] corners, int count, int limit) {
        boolean[] dropped = new boolean[count];
        double[] areas = new double[count];
        for (int i = 0; i < count; i++) {
            areas[i] =
                    (corners[4 * i + 2] - corners[4 * i] + extent) * (corners[4 * i + 3] - corners[4 * i + 1] + extent);
        }
        int[] kept = new int[Math.min(count, limit)];
        int size = 0;
        for (int i = 0; i < count && size < limit; i++) {
            if (dropped[i]) {
                continue;
            }
            kept[size++] = i;
            if (size < limit) {
                dropOverlapping(i, corners, areas, dropped);
            }
        }
        return Arrays.copyOf(kept, size);
    }

    private void dropOverlapping(int best, double[] corners, double[] areas, boolean[] dropped) {
        double x1 = corners[4 * best];
        double y1 = corners[4 * best + 1];
        double x2 = corners[4 * best + 2];
        double y2 = corners[4 * best + 3];
        for (int i = best + 1; i < dropped.length; i++) {
            double width = Math.min(x2, corners[4 * i + 2]) - Math.max(x1, corners[4 * i]) + extent;
            double height = Math.min(y2, corners[4 * i + 3]) - Math.max(y1, corners[4 * i + 1]) + extent;
            if (width > 0 && height > 0) {
                double intersection = width * height;
                // Divided, not multiplied out: the reference compares the rounded quotient.
                if (intersection / (areas[best] + areas[i] - intersection) > threshold) {
                    dropped[i] = true;
                }
            }
        }
    }
}

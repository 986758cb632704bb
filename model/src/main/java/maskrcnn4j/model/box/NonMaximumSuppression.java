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
        int[] kept = new int[Math.min(count, limit)];
        double[] boxes = new double[5 * kept.length]; // corners and area of what is kept, side by side
        int size = 0;
        // Each box is held against those kept before it, not each kept box against all after it: with a limit far below
        // the
        // count, most boxes are never looked at.
        for (int i = 0; i < count && size < kept.length; i++) {
            double x1 = corners[4 * i];
            double y1 = corners[4 * i + 1];
            double x2 = corners[4 * i + 2];
            double y2 = corners[4 * i + 3];
            double area = (x2 - x1 + extent) * (y2 - y1 + extent);
            if (!overlapsKept(x1, y1, x2, y2, area, boxes, size)) {
                int at = 5 * size;
                boxes[at] = x1;
                boxes[at + 1] = y1;
                boxes[at + 2] = x2;
                boxes[at + 3] = y2;
                boxes[at + 4] = area;
                kept[size++] = i;
            }
        }
        return Arrays.copyOf(kept, size);
    }

    private boolean overlapsKept(double x1, double y1, double x2, double y2, double area, double[] kept, int size) {
        for (int at = 0; at < 5 * size; at += 5) {
            double width = Math.min(x2, kept[at + 2]) - Math.max(x1, kept[at]) + extent;
            double height = Math.min(y2, kept[at + 3]) - Math.max(y1, kept[at + 1]) + extent;
            if (width > 0 && height > 0 && overlapsTooMuch(width * height, kept[at + 4] + area)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the IoU is above the threshold: as the reference's rounded quotient, but divided only near the threshold. */
    private boolean overlapsTooMuch(double intersection, double areas) {
        double union = areas - intersection;
        double difference = intersection - threshold * union;
        return Math.abs(difference) > 1e-9 * union ? difference > 0 : intersection / union > threshold;
    }
}

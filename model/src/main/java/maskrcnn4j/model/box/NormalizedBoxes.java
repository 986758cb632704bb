package maskrcnn4j.model.box;

import java.util.Arrays;
import java.util.List;

/**
 * Boxes in units of a picture, as Matterport keeps them: y1, x1, y2, x2, where pixel rows 0 and height - 1 are 0 and 1, and
 * the lower right corner is the last pixel of the box. Everything is reckoned in single precision, one operation at a time,
 * in the order of the original: which box wins depends on it.
 */
public final class NormalizedBoxes {
    private NormalizedBoxes() {}

    /**
     * Boxes in pixels (lower right corner exclusive) to units of a picture.
     *
     * @param pixels y1, x1, y2, x2 of each
     */
    public static float[] normalize(double[] pixels, int height, int width) {
        float[] boxes = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            double extent = (i % 2 == 0 ? height : width) - 1;
            boxes[i] = (float) ((pixels[i] - (i % 4 < 2 ? 0 : 1)) / extent);
        }
        return boxes;
    }

    /** As {@link #normalize(double[], int, int)}, in single precision throughout. */
    public static float[] normalize(float[] pixels, int height, int width) {
        float[] boxes = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            float extent = (i % 2 == 0 ? height : width) - 1f;
            boxes[i] = (pixels[i] - (i % 4 < 2 ? 0f : 1f)) / extent;
        }
        return boxes;
    }

    /** As x1, y1, x2, y2, still in units of a picture. */
    public static Boxes toBoxes(float[] boxes) {
        return Boxes.of(swapped(boxes));
    }

    /** As y1, x1, y2, x2 of each; what {@link #toBoxes} undoes. */
    public static float[] of(Boxes boxes) {
        return swapped(boxes.toArray());
    }

    private static float[] swapped(float[] corners) {
        float[] swapped = new float[corners.length];
        for (int i = 0; i < swapped.length; i++) {
            swapped[i] = corners[i ^ 1];
        }
        return swapped;
    }

    /** Boxes in units of a picture to pixels (lower right corner exclusive), halves to the even number. */
    public static int[] denormalize(float[] boxes, int height, int width) {
        int[] pixels = new int[boxes.length];
        for (int i = 0; i < boxes.length; i++) {
            double extent = (i % 2 == 0 ? height : width) - 1;
            pixels[i] = (int) Math.rint(boxes[i] * extent + (i % 4 < 2 ? 0 : 1));
        }
        return pixels;
    }

    /** The factors of deltas that are the inverse of weights. */
    public static float[] deviations(List<Double> weights) {
        float[] deviations = new float[weights.size()];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) (1 / weights.get(i));
        }
        return deviations;
    }

    /**
     * Moves a box by deltas dy, dx, dh, dw; dh and dw are not limited.
     *
     * @param boxes holds the box at {@code from}
     * @param deltas hold the deltas at {@code delta}
     * @param deviations multiply the deltas
     * @param into takes the box at {@code to}
     */
    public static void decode(
            float[] boxes, int from, float[] deltas, int delta, float[] deviations, float[] into, int to) {
        float height = boxes[from + 2] - boxes[from];
        float width = boxes[from + 3] - boxes[from + 1];
        float y = boxes[from] + 0.5f * height;
        float x = boxes[from + 1] + 0.5f * width;
        y += deltas[delta] * deviations[0] * height;
        x += deltas[delta + 1] * deviations[1] * width;
        height *= (float) Math.exp(deltas[delta + 2] * deviations[2]);
        width *= (float) Math.exp(deltas[delta + 3] * deviations[3]);
        float y1 = y - 0.5f * height;
        float x1 = x - 0.5f * width;
        into[to] = y1;
        into[to + 1] = x1;
        into[to + 2] = y1 + height;
        into[to + 3] = x1 + width;
    }

    /** The deltas, not yet divided by deviations, that take one box to another: what {@link #decode} undoes. */
    public static float[] encode(float[] boxes, int box, float[] targets, int target) {
        float height = boxes[box + 2] - boxes[box];
        float width = boxes[box + 3] - boxes[box + 1];
        float y = boxes[box] + 0.5f * height;
        float x = boxes[box + 1] + 0.5f * width;
        float newHeight = targets[target + 2] - targets[target];
        float newWidth = targets[target + 3] - targets[target + 1];
        float newY = targets[target] + 0.5f * newHeight;
        float newX = targets[target + 1] + 0.5f * newWidth;
        return new float[] {
            (newY - y) / height,
            (newX - x) / width,
            (float) Math.log(newHeight / height),
            (float) Math.log(newWidth / width)
        };
    }

    /** Whether all four corners are numbers. */
    public static boolean isFinite(float[] boxes, int at) {
        return Float.isFinite(boxes[at] + boxes[at + 1] + boxes[at + 2] + boxes[at + 3]);
    }

    /** Brings a box into a window y1, x1, y2, x2. */
    public static void clip(float[] boxes, int at, float[] window) {
        for (int i = 0; i < 4; i++) {
            boxes[at + i] = Math.max(Math.min(boxes[at + i], window[2 + i % 2]), window[i % 2]);
        }
    }

    /**
     * Greedy non-maximum suppression: a box is dropped when its IoU with one kept before is above the threshold. Boxes
     * without an area overlap nothing.
     *
     * @param boxes from the best to the worst
     * @param count how many
     * @param limit how many are kept at most
     * @return the numbers of the boxes kept, increasing
     */
    public static int[] suppress(float[] boxes, int count, float threshold, int limit) {
        int[] kept = new int[Math.min(count, limit)];
        int size = 0;
        for (int i = 0; i < count && size < kept.length; i++) {
            boolean free = true;
            for (int j = size - 1; j >= 0 && free; j--) {
                free = !(iou(boxes, 4 * i, boxes, 4 * kept[j]) > threshold);
            }
            if (free) {
                kept[size++] = i;
            }
        }
        return Arrays.copyOf(kept, size);
    }

    /**
     * What suppresses a box: the first of the kept boxes whose IoU with it is above the threshold.
     *
     * @param kept the numbers of {@code size} boxes that were kept, from the best
     * @return a number of {@code kept}; -1 if none does
     */
    public static int rival(float[] boxes, int box, int[] kept, int size, float threshold) {
        for (int j = 0; j < size; j++) {
            if (iou(boxes, 4 * box, boxes, 4 * kept[j]) > threshold) {
                return kept[j];
            }
        }
        return -1;
    }

    /** Intersection over union, whichever two corners the boxes are given by; 0 where a box has no area. */
    public static float iou(float[] a, int i, float[] b, int j) {
        float top = Math.min(a[i], a[i + 2]);
        float left = Math.min(a[i + 1], a[i + 3]);
        float bottom = Math.max(a[i], a[i + 2]);
        float right = Math.max(a[i + 1], a[i + 3]);
        float otherTop = Math.min(b[j], b[j + 2]);
        float otherLeft = Math.min(b[j + 1], b[j + 3]);
        float otherBottom = Math.max(b[j], b[j + 2]);
        float otherRight = Math.max(b[j + 1], b[j + 3]);
        float area = (bottom - top) * (right - left);
        float otherArea = (otherBottom - otherTop) * (otherRight - otherLeft);
        if (area <= 0 || otherArea <= 0) {
            return 0;
        }
        float height = Math.max(Math.min(bottom, otherBottom) - Math.max(top, otherTop), 0);
        float width = Math.max(Math.min(right, otherRight) - Math.max(left, otherLeft), 0);
        float intersection = height * width;
        return intersection / (area + otherArea - intersection);
    }
}

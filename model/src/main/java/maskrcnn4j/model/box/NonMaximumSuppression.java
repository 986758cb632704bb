package maskrcnn4j.model.box;

import java.util.Arrays;
import maskrcnn4j.spec.BoxRule;

/**
 * Greedy non-maximum suppression: from the best box on, every later box whose IoU with a kept one is above the threshold
 * is dropped.
 *
 * <p>The IoU is reckoned in single precision and compared in double, as PyTorch's operator does: an IoU of 3/10 is above
 * 0.3, one of 7/10 is not above 0.7.
 */
public final class NonMaximumSuppression {
    /** Boxes that are compared with one box before the outcome is looked at. */
    private static final int BLOCK = 128;

    /** The largest single precision number that is not above the threshold. */
    private final float limit;

    private final float extent;

    /**
     * Makes a filter.
     *
     * @param threshold a box is dropped when an IoU is above this (equal is kept)
     * @param rule what a width is
     */
    public NonMaximumSuppression(double threshold, BoxRule rule) {
        float nearest = (float) threshold;
        this.limit = nearest > threshold ? Math.nextDown(nearest) : nearest;
        this.extent = (float) rule.extent();
    }

    /**
     * Filters boxes.
     *
     * @param corners x1, y1, x2, y2 of each box, from the best score to the worst
     * @param count how many boxes
     * @param limit how many are kept at most
     * @return the numbers of the boxes kept, increasing
     */
    public int[] keep(float[] corners, int count, int limit) {
        Kept kept = new Kept(Math.min(count, limit));
        for (int i = 0; i < count && kept.size < limit; i++) {
            kept.offer(corners, i);
        }
        return Arrays.copyOf(kept.places, kept.size);
    }

    /**
     * What suppressed a box: the first of the kept boxes whose IoU with it is above the threshold.
     *
     * @param corners x1, y1, x2, y2 of each box
     * @param kept the numbers of boxes that were kept, from the best
     * @return a number of {@code kept}; -1 if none does
     */
    public int rival(float[] corners, int box, int[] kept) {
        Kept one = new Kept(1);
        for (int candidate : kept) {
            one.size = 0;
            one.offer(corners, candidate);
            if (!one.offer(corners, box)) {
                return candidate;
            }
        }
        return -1;
    }

    /**
     * Filters boxes that suppress only those of their own group.
     *
     * @param corners x1, y1, x2, y2 of each box, from the best score to the worst
     * @param groups the group of each box, 0 to below {@code groupCount}
     * @return the numbers of the boxes kept, increasing
     */
    public int[] keepInGroups(float[] corners, int[] groups, int groupCount) {
        Kept[] kept = new Kept[groupCount];
        int[] places = new int[groups.length];
        int size = 0;
        for (int i = 0; i < groups.length; i++) {
            if (kept[groups[i]] == null) {
                kept[groups[i]] = new Kept(8);
            }
            if (kept[groups[i]].offer(corners, i)) {
                places[size++] = i;
            }
        }
        return Arrays.copyOf(places, size);
    }

    /**
     * What is kept so far. Each box is held against those kept before it, not each kept box against all after it: with a
     * limit far below the count, most boxes are never looked at.
     */
    private final class Kept {
        private int size;
        private int[] places;
        private float[] x1;
        private float[] y1;
        private float[] x2;
        private float[] y2;
        private float[] area;
        private final float[] iou = new float[BLOCK];

        Kept(int capacity) {
            places = new int[capacity];
            x1 = new float[capacity];
            y1 = new float[capacity];
            x2 = new float[capacity];
            y2 = new float[capacity];
            area = new float[capacity];
        }

        boolean offer(float[] corners, int box) {
            float left = corners[4 * box];
            float top = corners[4 * box + 1];
            float right = corners[4 * box + 2];
            float bottom = corners[4 * box + 3];
            float size = (right - left + extent) * (bottom - top + extent);
            if (overlaps(left, top, right, bottom, size)) {
                return false;
            }
            add(box, left, top, right, bottom, size);
            return true;
        }

        private boolean overlaps(float left, float top, float right, float bottom, float own) {
            for (int from = 0; from < size; from += BLOCK) {
                int count = Math.min(BLOCK, size - from);
                ious(from, count, left, top, right, bottom, own);
                for (int k = 0; k < count; k++) {
                    if (iou[k] > limit) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Without a branch, so that the compiler makes vector code of it. */
        private void ious(int from, int count, float left, float top, float right, float bottom, float own) {
            for (int k = 0; k < count; k++) {
                float width = Math.min(right, x2[from + k]) - Math.max(left, x1[from + k]) + extent;
                float height = Math.min(bottom, y2[from + k]) - Math.max(top, y1[from + k]) + extent;
                float shared = Math.max(width, 0f) * Math.max(height, 0f);
                iou[k] = shared / (area[from + k] + own - shared);
            }
        }

        private void add(int box, float left, float top, float right, float bottom, float own) {
            if (size == places.length) {
                int capacity = 2 * size + 8;
                places = Arrays.copyOf(places, capacity);
                x1 = Arrays.copyOf(x1, capacity);
                y1 = Arrays.copyOf(y1, capacity);
                x2 = Arrays.copyOf(x2, capacity);
                y2 = Arrays.copyOf(y2, capacity);
                area = Arrays.copyOf(area, capacity);
            }
            places[size] = box;
            x1[size] = left;
            y1[size] = top;
            x2[size] = right;
            y2[size] = bottom;
            area[size++] = own;
        }
    }
}

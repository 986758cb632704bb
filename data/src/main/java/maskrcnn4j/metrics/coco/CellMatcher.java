package maskrcnn4j.metrics.coco;

import java.util.Arrays;

/**
 * COCO's greedy matching in one cell, at up to 16 thresholds at once: detections, best first, take the object they agree
 * with most, the later one of equals, an object that counts before one that is ignored; a crowd may be taken by many.
 *
 * <p>What is matched at which threshold stands in the bits of one int for each detection: the low 16 for a match, the
 * high 16 for a match with an object that is ignored.
 */
final class CellMatcher {
    static final int THRESHOLDS = 16;
    static final int IGNORED_SHIFT = 16;

    private final double[] thresholds;
    private final double lowest;

    private int[] taken = new int[16];
    private int[] order = new int[16];
    private int[] candidates = new int[16];

    /** Which object was taken, by threshold and detection, -1 for none; kept only for {@link #matches}. */
    private int[] matchOf = new int[0];

    /**
     * A matcher.
     *
     * @param thresholds at most 16
     */
    CellMatcher(double[] thresholds) {
        this.thresholds = new double[thresholds.length];
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < thresholds.length; t++) {
            this.thresholds[t] = Math.min(thresholds[t], 1 - 1e-10);
            least = Math.min(least, this.thresholds[t]);
        }
        lowest = least;
    }

    int thresholdCount() {
        return thresholds.length;
    }

    /** Bits of all thresholds. */
    int allBits() {
        return (1 << thresholds.length) - 1;
    }

    /**
     * Matches a cell.
     *
     * @param iou agreements by detection and within it by object
     * @param ignored for each object whether it is ignored
     * @param crowd for each object whether many detections may take it
     * @param lost for each object whether a match with it is not recorded as one
     * @param bits takes the result for each detection, from {@code at} on
     */
    void match(
            double[] iou,
            int detections,
            int objects,
            boolean[] ignored,
            boolean[] crowd,
            boolean[] lost,
            int[] bits,
            int at) {
        prepare(objects, ignored);
        for (int d = 0; d < detections; d++) {
            bits[at + d] = matchOne(iou, d * objects, objects, ignored, crowd, lost, d, detections, false);
        }
    }

    /** Matches a cell as {@link #match} does and returns which object was taken, by threshold and detection, or -1. */
    int[] matches(double[] iou, int detections, int objects, boolean[] ignored, boolean[] crowd) {
        prepare(objects, ignored);
        matchOf = new int[thresholds.length * detections];
        Arrays.fill(matchOf, -1);
        for (int d = 0; d < detections; d++) {
            matchOne(iou, d * objects, objects, ignored, crowd, new boolean[objects], d, detections, true);
        }
        return matchOf;
    }

    private void prepare(int objects, boolean[] ignored) {
        if (taken.length < objects) {
            taken = new int[2 * objects];
            order = new int[2 * objects];
            candidates = new int[2 * objects];
        }
        int place = 0;
        for (int g = 0; g < objects; g++) {
            taken[g] = 0;
            if (!ignored[g]) {
                order[place++] = g;
            }
        }
        for (int g = 0; g < objects; g++) {
            if (ignored[g]) {
                order[place++] = g;
            }
        }
    }

    private int matchOne(
            double[] iou,
            int row,
            int objects,
            boolean[] ignored,
            boolean[] crowd,
            boolean[] lost,
            int detection,
            int detections,
            boolean record) {
        int count = 0;
        for (int i = 0; i < objects; i++) {
            int g = order[i];
            if (!(iou[row + g] < lowest)) {
                candidates[count++] = g;
            }
        }
        if (count == 0) {
            return 0;
        }
        if (count == 1 && !record) {
            return single(iou[row + candidates[0]], candidates[0], ignored, crowd, lost);
        }
        int bits = 0;
        for (int t = 0; t < thresholds.length; t++) {
            int best = best(iou, row, count, t, ignored, crowd);
            if (best >= 0) {
                taken[best] |= 1 << t;
                bits |= (lost[best] ? 0 : 1 << t) | (ignored[best] ? 1 << t + IGNORED_SHIFT : 0);
                if (record) {
                    matchOf[t * detections + detection] = best;
                }
            }
        }
        return bits;
    }

    /** The commonest case: only one object is near enough for any threshold. */
    private int single(double value, int g, boolean[] ignored, boolean[] crowd, boolean[] lost) {
        int passed = 0;
        for (int t = 0; t < thresholds.length; t++) {
            if (!(value < thresholds[t])) {
                passed |= 1 << t;
            }
        }
        if (!crowd[g]) {
            passed &= ~taken[g];
        }
        taken[g] |= passed;
        return (lost[g] ? 0 : passed) | (ignored[g] ? passed << IGNORED_SHIFT : 0);
    }

    private int best(double[] iou, int row, int count, int t, boolean[] ignored, boolean[] crowd) {
        double bestIou = thresholds[t];
        int best = -1;
        for (int i = 0; i < count; i++) {
            int g = candidates[i];
            if ((taken[g] >>> t & 1) != 0 && !crowd[g]) {
                continue;
            }
            if (best >= 0 && !ignored[best] && ignored[g]) {
                break;
            }
            double value = iou[row + g];
            if (value < bestIou) {
                continue;
            }
            bestIou = value;
            best = g;
        }
        return best;
    }
}

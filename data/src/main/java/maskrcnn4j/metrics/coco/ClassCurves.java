package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import maskrcnn4j.metrics.ScoreOrder;

/**
 * Precision, recall and scores of one class, for every range of size and limit of detections. Precision changes for the
 * better only where a detection is right, so only those places are computed; the rest is counting. For one thread.
 */
final class ClassCurves {
    /** numpy.spacing(1), which keeps an empty division from failing and makes 1 / 1 a little less than 1. */
    private static final double SPACING = Math.ulp(1.0);

    private final double[] recallThresholds;
    private final int[] limits;
    private final int thresholds;
    private final CurveArrays into;
    private final ScoreOrder sorter = new ScoreOrder();

    private int[] order = new int[0];
    private int[] list = new int[0];
    private double[] precision = new double[0];
    private int[] rankOf = new int[0];
    private final int[] right = new int[CellMatcher.THRESHOLDS];
    private final int[] ignored = new int[CellMatcher.THRESHOLDS];
    private final int[] needed;
    private int seen;

    ClassCurves(CocoParameters parameters, CurveArrays into) {
        recallThresholds = parameters.recallThresholds();
        limits = parameters.maxDetections();
        thresholds = parameters.iouThresholds().length;
        this.into = into;
        needed = new int[recallThresholds.length];
    }

    /** Fills in the numbers of class {@code k}. */
    void accumulate(int k, ClassMatches matches) {
        sort(matches);
        for (int a = 0; a < matches.ranges; a++) {
            int positives = matches.positives[a];
            if (positives == 0) {
                into.absent(k, a);
                continue;
            }
            countNeeded(positives);
            for (int m = limits.length - 1; m >= 0; m--) {
                if (m < limits.length - 1 && limits[m] >= matches.deepest && limits[m + 1] >= matches.deepest) {
                    into.copyLimit(k, a, m + 1, m);
                    continue;
                }
                int count = cut(matches, limits[m]);
                for (int c = 0; c < matches.chunks; c++) {
                    int first = c * CellMatcher.THRESHOLDS;
                    int some = Math.min(CellMatcher.THRESHOLDS, thresholds - first);
                    walk(matches.bits[c * matches.ranges + a], count, some, positives);
                    for (int t = 0; t < some; t++) {
                        finish(k, a, m, first + t, t, count, positives, matches);
                    }
                }
            }
        }
    }

    private void sort(ClassMatches matches) {
        if (order.length < matches.count) {
            order = new int[matches.count];
            list = new int[matches.count];
        }
        for (int i = 0; i < matches.count; i++) {
            order[i] = i;
        }
        sorter.sort(matches.scores, order, matches.count);
    }

    /** A lower limit leaves the order of what it keeps as it is. */
    private int cut(ClassMatches matches, int limit) {
        int count = 0;
        for (int i = 0; i < matches.count; i++) {
            if (matches.ranks[order[i]] < limit) {
                list[count++] = order[i];
            }
        }
        return count;
    }

    /** The least number of right detections at which each recall is reached, found with the division that decides. */
    private void countNeeded(int positives) {
        for (int r = 0; r < needed.length; r++) {
            double threshold = recallThresholds[r];
            int count = (int) Math.max(0, Math.min(positives, Math.ceil(threshold * positives)));
            while (count > 0 && (double) (count - 1) / positives >= threshold) {
                count--;
            }
            while (count <= positives && !((double) count / positives >= threshold)) {
                count++;
            }
            needed[r] = count;
        }
    }

    private void walk(int[] bits, int count, int some, int positives) {
        if (precision.length < some * positives) {
            precision = new double[some * positives];
            rankOf = new int[some * positives];
        }
        Arrays.fill(right, 0);
        Arrays.fill(ignored, 0);
        seen = 0;
        int all = (1 << some) - 1 << CellMatcher.IGNORED_SHIFT;
        for (int i = 0; i < count; i++) {
            int b = bits[list[i]];
            if (b == 0) {
                seen++;
            } else if ((b & all) != all) {
                seen++;
                mixed(b, i, some, positives);
            }
        }
    }

    private void mixed(int b, int place, int some, int positives) {
        for (int t = 0; t < some; t++) {
            if ((b >>> t + CellMatcher.IGNORED_SHIFT & 1) != 0) {
                ignored[t]++;
            } else if ((b >>> t & 1) != 0) {
                int at = t * positives + right[t]++;
                double counted = seen - ignored[t];
                precision[at] = right[t] / (counted + SPACING);
                rankOf[at] = place;
            }
        }
    }

    private void finish(int k, int a, int m, int threshold, int t, int count, int positives, ClassMatches matches) {
        int hits = right[t];
        int from = t * positives;
        for (int i = from + hits - 1; i > from; i--) {
            if (precision[i] > precision[i - 1]) {
                precision[i - 1] = precision[i];
            }
        }
        into.recall[into.recallAt(k, a, m, threshold)] = count == 0 ? 0 : (double) hits / positives;
        int at = into.curveAt(k, a, m, threshold);
        for (int r = 0; r < needed.length; r++) {
            int need = needed[r];
            if (need > hits || count == 0) {
                // As in pycocotools the first recall that is not reached ends the curve, also if lower ones follow.
                break;
            }
            int hit = Math.max(need, 1) - 1;
            into.precision[at + r] = hits == 0 ? 0 : precision[from + hit];
            into.scores[at + r] = matches.scores[list[need == 0 ? 0 : rankOf[from + hit]]];
        }
    }
}

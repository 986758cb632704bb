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
    private int[] ranks = new int[0];
    private int[] bits = new int[0];
    private int[][] kept;
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
        kept = new int[limits.length][0];
    }

    /** Fills in the numbers of class {@code k}. */
    void accumulate(int k, ClassMatches matches) {
        sort(matches);
        for (int m = 0; m < limits.length; m++) {
            kept[m] = cut(matches, limits[m]);
        }
        for (int c = 0; c < matches.chunks; c++) {
            for (int a = 0; a < matches.ranges; a++) {
                if (matches.positives[a] == 0) {
                    into.absent(k, a);
                } else {
                    accumulate(k, a, c, matches);
                }
            }
        }
    }

    private void accumulate(int k, int a, int c, ClassMatches matches) {
        int positives = matches.positives[a];
        countNeeded(positives);
        for (int i = 0; i < matches.count; i++) {
            bits[i] = matches.bits(c, a, order[i]);
        }
        int first = c * CellMatcher.THRESHOLDS;
        int some = Math.min(CellMatcher.THRESHOLDS, thresholds - first);
        for (int m = limits.length - 1; m >= 0; m--) {
            if (m < limits.length - 1 && limits[m] >= matches.deepest) {
                into.copyLimit(k, a, m + 1, m, first, some);
                continue;
            }
            walk(kept[m], some, positives);
            for (int t = 0; t < some; t++) {
                finish(k, a, m, first + t, t, kept[m], positives, matches);
            }
        }
    }

    private void sort(ClassMatches matches) {
        if (order.length < matches.count) {
            order = new int[matches.count];
            ranks = new int[matches.count];
            bits = new int[matches.count];
        }
        for (int i = 0; i < matches.count; i++) {
            order[i] = i;
        }
        sorter.sort(matches.scores, order, matches.count);
        for (int i = 0; i < matches.count; i++) {
            ranks[i] = matches.ranks[order[i]];
        }
    }

    /** Places, in order of score, of what a limit keeps: a lower limit leaves that order as it is. */
    private int[] cut(ClassMatches matches, int limit) {
        int[] places = new int[matches.count];
        int count = 0;
        for (int i = 0; i < matches.count; i++) {
            if (ranks[i] < limit) {
                places[count++] = i;
            }
        }
        return count == places.length ? places : Arrays.copyOf(places, count);
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

    private void walk(int[] places, int some, int positives) {
        if (precision.length < some * positives) {
            precision = new double[some * positives];
            rankOf = new int[some * positives];
        }
        Arrays.fill(right, 0);
        Arrays.fill(ignored, 0);
        seen = 0;
        int all = (1 << some) - 1 << CellMatcher.IGNORED_SHIFT;
        int[] sequence = bits;
        for (int place : places) {
            int b = sequence[place];
            if (b == 0) {
                seen++;
            } else if ((b & all) != all) {
                seen++;
                mixed(b, place, some, positives);
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

    private void finish(int k, int a, int m, int threshold, int t, int[] places, int positives, ClassMatches matches) {
        int hits = right[t];
        int from = t * positives;
        for (int i = from + hits - 1; i > from; i--) {
            if (precision[i] > precision[i - 1]) {
                precision[i - 1] = precision[i];
            }
        }
        into.recall[into.recallAt(k, a, m, threshold)] = places.length == 0 ? 0 : (double) hits / positives;
        int at = into.curveAt(k, a, m, threshold);
        for (int r = 0; r < needed.length; r++) {
            int need = needed[r];
            if (need > hits || places.length == 0) {
                // As in pycocotools the first recall that is not reached ends the curve, also if lower ones follow.
                break;
            }
            int hit = Math.max(need, 1) - 1;
            into.precision[at + r] = hits == 0 ? 0 : precision[from + hit];
            into.scores[at + r] = matches.scores[order[need == 0 ? places[0] : rankOf[from + hit]]];
        }
    }
}

package maskrcnn4j.metrics.coco;

import java.util.Arrays;

/**
 * The results of an evaluation: precision and scores by class, range, limit, threshold and recall, and recall by the
 * first four. Each class writes its own part, so threads need not wait for each other.
 */
final class CurveArrays {
    final int classes;
    final int ranges;
    final int limits;
    final int thresholds;
    final int recalls;

    final double[] precision;
    final double[] scores;
    final double[] recall;

    CurveArrays(CocoParameters parameters, int classes) {
        this.classes = classes;
        ranges = parameters.areaRanges().size();
        limits = parameters.maxDetections().length;
        thresholds = parameters.iouThresholds().length;
        recalls = parameters.recallThresholds().length;
        int curves = Math.multiplyExact(classes * ranges, limits * thresholds);
        precision = new double[Math.multiplyExact(curves, recalls)];
        scores = new double[precision.length];
        recall = new double[curves];
    }

    int recallAt(int k, int a, int m, int t) {
        return ((k * ranges + a) * limits + m) * thresholds + t;
    }

    int curveAt(int k, int a, int m, int t) {
        return recallAt(k, a, m, t) * recalls;
    }

    /** A class without objects of this size has no numbers: -1. */
    void absent(int k, int a) {
        int from = recallAt(k, a, 0, 0);
        int to = from + limits * thresholds;
        Arrays.fill(recall, from, to, -1);
        Arrays.fill(precision, from * recalls, to * recalls, -1);
        Arrays.fill(scores, from * recalls, to * recalls, -1);
    }

    /** Limits that no image reaches give the same numbers, here at some of the thresholds. */
    void copyLimit(int k, int a, int from, int to, int firstThreshold, int count) {
        int source = recallAt(k, a, from, firstThreshold);
        int target = recallAt(k, a, to, firstThreshold);
        System.arraycopy(recall, source, recall, target, count);
        System.arraycopy(precision, source * recalls, precision, target * recalls, count * recalls);
        System.arraycopy(scores, source * recalls, scores, target * recalls, count * recalls);
    }
}

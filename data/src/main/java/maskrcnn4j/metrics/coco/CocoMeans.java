package maskrcnn4j.metrics.coco;

import maskrcnn4j.metrics.PairwiseSum;

/** Means over parts of the results, in numpy's order of summation; -1 where there is nothing to average. */
public final class CocoMeans {
    private static final int ALL = -1;

    private final CocoParameters parameters;
    private final CurveArrays arrays;

    CocoMeans(CocoParameters parameters, CurveArrays arrays) {
        this.parameters = parameters;
        this.arrays = arrays;
    }

    /** Average precision over all thresholds, recalls and categories. */
    public double precision(int area, int limit) {
        return precision(ALL, ALL, area, limit);
    }

    /**
     * Average precision over all recalls.
     *
     * @param threshold place of the threshold, or -1 for all
     * @param category place of the category, or -1 for all
     * @param area place of the range of sizes; -1 is one that does not exist
     * @param limit place of the limit of detections; -1 is one that does not exist
     */
    public double precision(int threshold, int category, int area, int limit) {
        return precision(threshold, category < 0 ? all() : new int[] {category}, area, limit);
    }

    /** The same over some of the categories, by their places in ascending order. */
    public double precision(int threshold, int[] categories, int area, int limit) {
        if (area < 0 || limit < 0) {
            return -1;
        }
        int firstT = threshold < 0 ? 0 : threshold;
        int lastT = threshold < 0 ? arrays.thresholds : threshold + 1;
        double[] values = new double[(lastT - firstT) * arrays.recalls * categories.length];
        int count = 0;
        for (int t = firstT; t < lastT; t++) {
            for (int r = 0; r < arrays.recalls; r++) {
                for (int k : categories) {
                    double value = arrays.precision[arrays.curveAt(k, area, limit, t) + r];
                    if (value > -1) {
                        values[count++] = value;
                    }
                }
            }
        }
        return PairwiseSum.mean(values, count);
    }

    private int[] all() {
        int[] all = new int[arrays.classes];
        for (int k = 0; k < all.length; k++) {
            all[k] = k;
        }
        return all;
    }

    /** Average recall; places as for {@link #precision(int, int, int, int)}. */
    public double recall(int threshold, int category, int area, int limit) {
        if (area < 0 || limit < 0) {
            return -1;
        }
        int firstT = threshold < 0 ? 0 : threshold;
        int lastT = threshold < 0 ? arrays.thresholds : threshold + 1;
        int firstK = category < 0 ? 0 : category;
        int lastK = category < 0 ? arrays.classes : category + 1;
        double[] values = new double[(lastT - firstT) * (lastK - firstK)];
        int count = 0;
        for (int t = firstT; t < lastT; t++) {
            for (int k = firstK; k < lastK; k++) {
                double value = arrays.recall[arrays.recallAt(k, area, limit, t)];
                if (value > -1) {
                    values[count++] = value;
                }
            }
        }
        return PairwiseSum.mean(values, count);
    }

    /** The place of a threshold that is exactly this number, or -1. */
    public int thresholdIndex(double threshold) {
        double[] thresholds = parameters.iouThresholds();
        for (int t = 0; t < thresholds.length; t++) {
            if (thresholds[t] == threshold) {
                return t;
            }
        }
        return -1;
    }
}

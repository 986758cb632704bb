package maskrcnn4j.metrics.analysis;

import java.util.Arrays;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.MatchedClass;

/**
 * Accumulates one evaluation again for pictures that count several times or not at all. Matching stays as it was, for it
 * never looks beyond a picture. Immutable; for any number of threads.
 */
final class Resampling {
    private static final double SPACING = Math.ulp(1.0);

    private final double[] recalls;
    private final int thresholds;
    private final int half;
    private final OneClass[] classes;

    /** Detections best first with the place of their picture and a bit for each threshold; pictures of the objects. */
    private record OneClass(int[] samples, int[] right, int[] ignored, int[] objectSamples) {}

    Resampling(CocoEvaluation evaluation) {
        CocoParameters parameters = evaluation.parameters();
        recalls = parameters.recallThresholds();
        thresholds = parameters.iouThresholds().length;
        if (thresholds > Integer.SIZE) {
            throw new IllegalArgumentException(thresholds + " thresholds; at most " + Integer.SIZE + " are resampled");
        }
        half = evaluation.means().thresholdIndex(0.5);
        int all = evaluation.areaIndex("all");
        classes = new OneClass[evaluation.categoryIds().length];
        for (int k = 0; k < classes.length; k++) {
            classes[k] = prepare(evaluation, evaluation.matched(k, all));
        }
    }

    private OneClass prepare(CocoEvaluation evaluation, MatchedClass matched) {
        int[] samples = new int[matched.count()];
        int[] right = new int[matched.count()];
        int[] ignored = new int[matched.count()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = evaluation.detections().instances().sample(matched.detection(i));
            for (int t = 0; t < thresholds; t++) {
                right[i] |= matched.right(i, t) ? 1 << t : 0;
                ignored[i] |= matched.ignored(i, t) ? 1 << t : 0;
            }
        }
        return new OneClass(samples, right, ignored, matched.objectSamples());
    }

    int classCount() {
        return classes.length;
    }

    /**
     * AP of each category, then AP at an agreement of 0.5 of each; NaN where no object is drawn.
     *
     * @param weights how often each picture counts
     */
    double[] scores(int[] weights) {
        double[] scores = new double[2 * classes.length];
        Arrays.fill(scores, Double.NaN);
        for (int k = 0; k < classes.length; k++) {
            int objects = 0;
            for (int sample : classes[k].objectSamples) {
                objects += weights[sample];
            }
            if (objects > 0) {
                double sum = 0;
                for (int t = 0; t < thresholds; t++) {
                    double ap = averagePrecision(classes[k], t, weights, objects);
                    sum += ap;
                    scores[classes.length + k] = t == half ? ap : scores[classes.length + k];
                }
                scores[k] = sum / thresholds;
            }
        }
        return scores;
    }

    private double averagePrecision(OneClass one, int t, int[] weights, int objects) {
        int most = Math.min(one.samples.length, objects);
        double[] precision = new double[most];
        int[] reached = new int[most];
        int hits = 0;
        int right = 0;
        int seen = 0;
        int bit = 1 << t;
        for (int i = 0; i < one.samples.length; i++) {
            int weight = weights[one.samples[i]];
            if (weight > 0 && (one.ignored[i] & bit) == 0) {
                seen += weight;
                if ((one.right[i] & bit) != 0) {
                    right += weight;
                    precision[hits] = right / (seen + SPACING);
                    reached[hits++] = right;
                }
            }
        }
        for (int i = hits - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (double recall : recalls) {
            while (at < hits && (double) reached[at] / objects < recall) {
                at++;
            }
            sum += at < hits ? precision[at] : 0;
        }
        return sum / recalls.length;
    }

    /** The mean of the numbers from {@code from} to {@code to} that are defined; NaN if none is. */
    static double mean(double[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}

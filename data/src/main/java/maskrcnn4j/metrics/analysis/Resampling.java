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
                double[] aps = averagePrecisions(classes[k], weights, objects);
                double sum = 0;
                for (double ap : aps) {
                    sum += ap;
                }
                scores[k] = sum / thresholds;
                scores[classes.length + k] = half < 0 ? Double.NaN : aps[half];
            }
        }
        return scores;
    }

    /** One for each threshold. Most detections are wrong at all of them and are only counted. */
    private double[] averagePrecisions(OneClass one, int[] weights, int objects) {
        int most = Math.min(one.samples.length, objects);
        double[][] precision = new double[thresholds][most];
        int[][] reached = new int[thresholds][most];
        int[] hits = new int[thresholds];
        int[] right = new int[thresholds];
        int[] ignored = new int[thresholds];
        int seen = 0;
        for (int i = 0; i < one.samples.length; i++) {
            int weight = weights[one.samples[i]];
            seen += weight;
            int rightBits = one.right[i];
            int ignoredBits = one.ignored[i];
            if (weight == 0 || (rightBits | ignoredBits) == 0) {
                continue;
            }
            for (int t = 0; t < thresholds; t++) {
                if ((ignoredBits >>> t & 1) != 0) {
                    ignored[t] += weight;
                } else if ((rightBits >>> t & 1) != 0) {
                    right[t] += weight;
                    precision[t][hits[t]] = right[t] / (seen - ignored[t] + SPACING);
                    reached[t][hits[t]++] = right[t];
                }
            }
        }
        double[] aps = new double[thresholds];
        for (int t = 0; t < thresholds; t++) {
            aps[t] = area(precision[t], reached[t], hits[t], objects);
        }
        return aps;
    }

    private double area(double[] precision, int[] reached, int hits, int objects) {
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

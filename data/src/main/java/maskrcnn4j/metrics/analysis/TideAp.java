package maskrcnn4j.metrics.analysis;

import java.util.Arrays;
import maskrcnn4j.metrics.ScoreOrder;

/** AP as TIDE computes it: no 2^-52 in the denominator, recalls as x / 100, equal scores in the order of adding. */
final class TideAp {
    private static final int RESOLUTION = 100;

    private final Points[] classes;

    TideAp(int categories) {
        classes = new Points[categories];
        for (int k = 0; k < categories; k++) {
            classes[k] = new Points();
        }
    }

    void add(int category, double score, boolean right) {
        classes[category].add(score, right);
    }

    void addObjects(int category, int count) {
        classes[category].objects += count;
    }

    /** The mean over categories that have objects or detections; 0 if none has. */
    double mean() {
        double sum = 0;
        int count = 0;
        for (Points one : classes) {
            if (one.count > 0 || one.objects > 0) {
                sum += one.averagePrecision();
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static final class Points {
        private double[] scores = new double[16];
        private boolean[] right = new boolean[16];
        private int count;
        private int objects;

        void add(double score, boolean isRight) {
            if (count == scores.length) {
                scores = Arrays.copyOf(scores, 2 * count);
                right = Arrays.copyOf(right, 2 * count);
            }
            scores[count] = score;
            right[count++] = isRight;
        }

        double averagePrecision() {
            if (objects <= 0) {
                return 0;
            }
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                order[i] = i;
            }
            new ScoreOrder().sort(scores, order, count);
            double[] precision = new double[count];
            double[] recall = new double[count];
            int hits = 0;
            for (int i = 0; i < count; i++) {
                hits += right[order[i]] ? 1 : 0;
                precision[i] = (double) hits / (i + 1);
                recall[i] = (double) hits / objects;
            }
            for (int i = count - 1; i > 0; i--) {
                precision[i - 1] = Math.max(precision[i - 1], precision[i]);
            }
            double sum = 0;
            int at = 0;
            for (int x = 0; x <= RESOLUTION; x++) {
                while (at < count && recall[at] < x / (double) RESOLUTION) {
                    at++;
                }
                sum += at < count ? precision[at] : 0;
            }
            return sum / (RESOLUTION + 1);
        }
    }
}

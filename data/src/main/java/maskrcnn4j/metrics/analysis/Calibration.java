package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * How far confidences are from the share of detections that are right: the data of a reliability diagram.
 *
 * <p>Literature: C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017; for detections right and wrong are those
 * of COCO's matching, so objects that were missed play no part.
 *
 * @param bins the bins, equally wide from 0 to 1
 * @param expectedError ECE: the mean over detections of the distance between confidence and share; NaN without detections
 * @param maximumError MCE: the greatest distance of a bin; NaN without detections
 * @param outside how many detections have a confidence outside 0 to 1 and are left out
 */
public record Calibration(List<Bin> bins, double expectedError, double maximumError, int outside) {

    /**
     * A range of confidences, its lower end included; the last one includes 1.
     *
     * @param from its lower end
     * @param to its upper end
     * @param count how many detections it holds
     * @param confidence their mean confidence; NaN if there are none
     * @param precision the share of them that is right; NaN if there are none
     */
    public record Bin(double from, double to, int count, double confidence, double precision) {
        /** Confidence above the share that is right: positive where the model is too sure. */
        public double gap() {
            return confidence - precision;
        }
    }

    /** Copies the list. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Sorts outcomes into bins.
     *
     * @param bins how many, at least 1
     */
    public static Calibration of(Outcomes outcomes, int bins) {
        int[] counts = new int[bins];
        int[] right = new int[bins];
        double[] sums = new double[bins];
        int outside = 0;
        for (int i = 0; i < outcomes.count(); i++) {
            double score = outcomes.scores()[i];
            if (score >= 0 && score <= 1) {
                int bin = Math.min(bins - 1, (int) (score * bins));
                counts[bin]++;
                sums[bin] += score;
                right[bin] += outcomes.right()[i] ? 1 : 0;
            } else {
                outside++;
            }
        }
        List<Bin> made = new ArrayList<>();
        double weighted = 0;
        double most = Double.NaN;
        int inside = outcomes.count() - outside;
        for (int b = 0; b < bins; b++) {
            Bin bin = new Bin(
                    (double) b / bins, (b + 1.0) / bins, counts[b], sums[b] / counts[b], (double) right[b] / counts[b]);
            made.add(bin);
            if (counts[b] > 0) {
                double distance = Math.abs(bin.gap());
                weighted += counts[b] * distance / inside;
                most = distance > most || Double.isNaN(most) ? distance : most;
            }
        }
        return new Calibration(made, inside == 0 ? Double.NaN : weighted, most, outside);
    }
}

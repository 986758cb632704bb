package maskrcnn4j.metrics.coco;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * COCO's summary: twelve numbers and their familiar lines.
 *
 * <p>As in pycocotools the first number is taken at a limit of exactly 100 detections, and is -1 where that is not among
 * the limits; by {@link Rules#CORRECTED} it is taken at the largest.
 */
public final class CocoSummary {
    private static final int USUAL_LIMIT = 100;

    /**
     * One of the numbers.
     *
     * @param precision whether it is an average precision; else an average recall
     * @param threshold the agreement it is taken at; NaN is the mean over all
     * @param area the label of the range of sizes
     * @param limit how many detections of an image and category count
     * @param value the number, -1 if there is nothing to average
     */
    public record Entry(boolean precision, double threshold, String area, int limit, double value) {}

    private final List<Entry> entries = new ArrayList<>();
    private final CocoParameters parameters;

    private CocoSummary(CocoEvaluation evaluation, boolean corrected) {
        parameters = evaluation.parameters();
        int[] limits = parameters.maxDetections();
        if (limits.length < 3) {
            throw new IllegalArgumentException(
                    "the summary of COCO needs three limits of detections, and there are " + limits.length);
        }
        int last = corrected ? limits.length - 1 : 2;
        CocoMeans means = evaluation.means();
        precision(evaluation, means, Double.NaN, "all", corrected ? limits[last] : USUAL_LIMIT);
        precision(evaluation, means, 0.5, "all", limits[last]);
        precision(evaluation, means, 0.75, "all", limits[last]);
        for (String area : List.of("small", "medium", "large")) {
            precision(evaluation, means, Double.NaN, area, limits[last]);
        }
        recall(evaluation, means, "all", limits[0]);
        recall(evaluation, means, "all", limits[1]);
        for (String area : List.of("all", "small", "medium", "large")) {
            recall(evaluation, means, area, limits[last]);
        }
    }

    /**
     * Makes the summary of an evaluation.
     *
     * @throws IllegalArgumentException if there are fewer than three limits of detections
     */
    public static CocoSummary of(CocoEvaluation evaluation) {
        return new CocoSummary(evaluation, evaluation.parameters().rules() == Rules.CORRECTED);
    }

    /**
     * Makes the summary of an evaluation, the first number too at the largest limit whatever the rules.
     *
     * @throws IllegalArgumentException if there are fewer than three limits of detections
     */
    public static CocoSummary atLargestLimit(CocoEvaluation evaluation) {
        return new CocoSummary(evaluation, true);
    }

    private void precision(CocoEvaluation evaluation, CocoMeans means, double threshold, String area, int limit) {
        int t = threshold == threshold ? means.thresholdIndex(threshold) : -1;
        boolean missing = threshold == threshold && t < 0;
        double value = missing ? -1 : means.precision(t, -1, evaluation.areaIndex(area), limitIndex(limit));
        entries.add(new Entry(true, threshold, area, limit, value));
    }

    private void recall(CocoEvaluation evaluation, CocoMeans means, String area, int limit) {
        double value = means.recall(-1, -1, evaluation.areaIndex(area), limitIndex(limit));
        entries.add(new Entry(false, Double.NaN, area, limit, value));
    }

    private int limitIndex(int limit) {
        int[] limits = parameters.maxDetections();
        for (int m = 0; m < limits.length; m++) {
            if (limits[m] == limit) {
                return m;
            }
        }
        return -1;
    }

    /** The twelve numbers with what they mean, in COCO's order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The twelve numbers in COCO's order. */
    public double[] stats() {
        double[] stats = new double[entries.size()];
        for (int i = 0; i < stats.length; i++) {
            stats[i] = entries.get(i).value();
        }
        return stats;
    }

    /** The twelve lines as pycocotools prints them. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            lines.add(line(entry));
        }
        return lines;
    }

    private String line(Entry entry) {
        double[] thresholds = parameters.iouThresholds();
        String iou = entry.threshold == entry.threshold
                ? fixed(entry.threshold, 2)
                : fixed(thresholds[0], 2) + ":" + fixed(thresholds[thresholds.length - 1], 2);
        return " " + left(entry.precision ? "Average Precision" : "Average Recall", 18)
                + " " + (entry.precision ? "(AP)" : "(AR)")
                + " @[ IoU=" + left(iou, 9)
                + " | area=" + right(entry.area, 6)
                + " | maxDets=" + right(Integer.toString(entry.limit), 3)
                + " ] = " + fixed(entry.value, 3);
    }

    /** Decimal places as C and Python print them: from the exact double, ties to even. */
    public static String fixed(double value, int places) {
        return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}

package maskrcnn4j.metrics.lvis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoMeans;
import maskrcnn4j.metrics.coco.CocoSummary;

/** The scores of an evaluation by LVIS' measure. */
public final class LvisEvaluation {
    /** What the numbers of {@link #stats} are, in their order, as lvis-api calls them. */
    public static final List<String> NAMES = List.of(
            "AP",
            "AP50",
            "AP75",
            "APs",
            "APm",
            "APl",
            "APr",
            "APc",
            "APf",
            "AR@" + LvisEvaluator.DETECTIONS,
            "ARs@" + LvisEvaluator.DETECTIONS,
            "ARm@" + LvisEvaluator.DETECTIONS,
            "ARl@" + LvisEvaluator.DETECTIONS);

    private static final List<String> AREAS = List.of("small", "medium", "large");
    private static final List<String> FREQUENCIES = List.of("r", "c", "f");

    private final CocoEvaluation evaluation;
    private final FederatedLabels labels;

    LvisEvaluation(CocoEvaluation evaluation, FederatedLabels labels) {
        this.evaluation = evaluation;
        this.labels = labels;
    }

    /** The arrays that the numbers are made of; their one limit of detections is 300. */
    public CocoEvaluation curves() {
        return evaluation;
    }

    /** The thirteen numbers in the order of {@link #NAMES}; -1 where there is nothing to average. */
    public double[] stats() {
        CocoMeans means = evaluation.means();
        double[] stats = new double[NAMES.size()];
        int at = 0;
        int all = evaluation.areaIndex("all");
        stats[at++] = means.precision(all, 0);
        stats[at++] = means.precision(means.thresholdIndex(0.5), -1, all, 0);
        stats[at++] = means.precision(means.thresholdIndex(0.75), -1, all, 0);
        for (String area : AREAS) {
            stats[at++] = means.precision(evaluation.areaIndex(area), 0);
        }
        for (String frequency : FREQUENCIES) {
            stats[at++] = means.precision(-1, categories(frequency), all, 0);
        }
        stats[at++] = means.recall(-1, -1, all, 0);
        for (String area : AREAS) {
            stats[at++] = means.recall(-1, -1, evaluation.areaIndex(area), 0);
        }
        return stats;
    }

    /** Places, on the axis of categories, of those that are rare (r), common (c) or frequent (f). */
    private int[] categories(String frequency) {
        long[] ids = evaluation.categoryIds();
        int[] places = new int[ids.length];
        int count = 0;
        for (int k = 0; k < ids.length; k++) {
            int category = evaluation.truth().categoryIndex(ids[k]);
            if (labels.frequency().get(category).equals(frequency)) {
                places[count++] = k;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** The thirteen lines as lvis-api prints them. */
    public List<String> lines() {
        double[] stats = stats();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < stats.length; i++) {
            String name = NAMES.get(i);
            boolean precision = name.startsWith("AP");
            String third = name.length() > 2 ? name.substring(2, 3) : "";
            String iou = name.equals("AP50") ? "0.50" : name.equals("AP75") ? "0.75" : "0.50:0.95";
            lines.add(String.format(
                    Locale.ROOT,
                    " %-18s %s @[ IoU=%-9s | area=%6s | maxDets=%3d catIds=%3s] = %s",
                    precision ? "Average Precision" : "Average Recall",
                    precision ? "(AP)" : "(AR)",
                    iou,
                    !third.isEmpty() && "sml".contains(third) ? third : "all",
                    LvisEvaluator.DETECTIONS,
                    !third.isEmpty() && "rcf".contains(third) ? third : "all",
                    CocoSummary.fixed(stats[i], 3)));
        }
        return lines;
    }
}

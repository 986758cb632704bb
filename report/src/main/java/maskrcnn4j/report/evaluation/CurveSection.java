package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import maskrcnn4j.metrics.analysis.PrecisionRecall;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;

/** Precision over recall, and both over the confidence. */
final class CurveSection {
    private static final int MOST_CATEGORIES = 6;
    private static final int MOST_POINTS = 200;
    private static final double[] THRESHOLDS = {0.5, 0.6, 0.7, 0.8, 0.9};
    private static final double[] COMPARED = {0.5, 0.75};

    private CurveSection() {}

    static Section of(CocoEvaluation evaluation, Pooled pooled) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(byThreshold(evaluation));
        blocks.add(byCategory(evaluation, pooled));
        pooled.curve().bestF1().ifPresent(best -> {
            blocks.add(new Paragraph(String.format(
                    Locale.ROOT,
                    "Over all categories together F1 at IoU 0.50 is best, %.3f, when detections below a confidence of"
                            + " %.3f are left out: then precision is %.3f and recall %.3f.",
                    best.f1(),
                    best.score(),
                    best.precision(),
                    best.recall())));
            blocks.add(overConfidence(pooled.curve().points()));
        });
        return new Section("Precision and recall", blocks);
    }

    private static LineChart byThreshold(CocoEvaluation evaluation) {
        List<LineChart.Series> series = new ArrayList<>();
        for (double wanted : THRESHOLDS) {
            add(series, "", evaluation, wanted);
        }
        return new LineChart(
                "Mean over the categories, by IoU", Axis.of("recall", 0, 1), Axis.of("precision", 0, 1.05), series);
    }

    /** The curves of two results over each other. */
    static LineChart compared(CocoEvaluation first, CocoEvaluation second) {
        List<LineChart.Series> series = new ArrayList<>();
        for (double wanted : COMPARED) {
            add(series, "first, ", first, wanted);
            add(series, "second, ", second, wanted);
        }
        return new LineChart(
                "Precision and recall of both, mean over the categories",
                Axis.of("recall", 0, 1),
                Axis.of("precision", 0, 1.05),
                series);
    }

    private static void add(List<LineChart.Series> series, String name, CocoEvaluation evaluation, double wanted) {
        int t = evaluation.means().thresholdIndex(wanted);
        if (t >= 0) {
            series.add(new LineChart.Series(
                    name + String.format(Locale.ROOT, "IoU %.2f", wanted),
                    evaluation.parameters().recallThresholds(),
                    mean(evaluation, t),
                    LineChart.Style.LINE));
        }
    }

    private static double[] mean(CocoEvaluation evaluation, int t) {
        int all = evaluation.areaIndex("all");
        int last = evaluation.parameters().maxDetections().length - 1;
        double[] means = new double[evaluation.parameters().recallThresholds().length];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            int count = 0;
            for (int k = 0; k < evaluation.categoryIds().length; k++) {
                double precision = evaluation.precision(t, r, k, all, last);
                sum += precision > -1 ? precision : 0;
                count += precision > -1 ? 1 : 0;
            }
            means[r] = sum / count;
        }
        return means;
    }

    private static LineChart byCategory(CocoEvaluation evaluation, Pooled pooled) {
        int all = evaluation.areaIndex("all");
        int last = evaluation.parameters().maxDetections().length - 1;
        int t = evaluation.means().thresholdIndex(Pooled.THRESHOLD);
        double[] recalls = evaluation.parameters().recallThresholds();
        List<LineChart.Series> series = new ArrayList<>();
        IntStream.range(0, evaluation.categoryIds().length)
                .boxed()
                .filter(k -> pooled.classes().get(k).objects() > 0)
                .sorted(Comparator.comparingInt(
                        (Integer k) -> -pooled.classes().get(k).objects()))
                .limit(MOST_CATEGORIES)
                .forEach(k -> {
                    double[] precision = new double[recalls.length];
                    for (int r = 0; r < precision.length; r++) {
                        double value = evaluation.precision(t, r, k, all, last);
                        // A curve ends where its recall is not reached.
                        precision[r] = value == 0 && r > 0 ? Double.NaN : value;
                    }
                    String name = EvaluationReport.name(evaluation, evaluation.categoryIds()[k]);
                    series.add(new LineChart.Series(name, recalls, precision, LineChart.Style.LINE));
                });
        return new LineChart(
                "Categories with the most objects, IoU 0.50",
                Axis.of("recall", 0, 1),
                Axis.of("precision", 0, 1.05),
                series);
    }

    private static LineChart overConfidence(List<PrecisionRecall.Point> points) {
        int shown = Math.min(MOST_POINTS, points.size());
        double[] score = new double[shown];
        double[] precision = new double[shown];
        double[] recall = new double[shown];
        double[] f1 = new double[shown];
        for (int i = 0; i < shown; i++) {
            int place = shown == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (shown - 1));
            PrecisionRecall.Point point = points.get(points.size() - 1 - place);
            score[i] = point.score();
            precision[i] = point.precision();
            recall[i] = point.recall();
            f1[i] = point.f1();
        }
        return new LineChart(
                "What a least confidence would keep, IoU 0.50",
                Axis.of("least confidence"),
                Axis.of("share", 0, 1.05),
                List.of(
                        new LineChart.Series("precision", score, precision, LineChart.Style.LINE),
                        new LineChart.Series("recall", score, recall, LineChart.Style.LINE),
                        new LineChart.Series("F1", score, f1, LineChart.Style.LINE)));
    }
}

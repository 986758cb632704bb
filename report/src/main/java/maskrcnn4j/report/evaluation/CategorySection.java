package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.analysis.PrecisionRecall;
import maskrcnn4j.metrics.coco.ClassRow;
import maskrcnn4j.metrics.coco.ClassTable;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** Scores of each category and the confidence from which on it is found best. */
final class CategorySection {
    private static final int MOST_BARS = 40;

    private CategorySection() {}

    static Section of(CocoEvaluation evaluation, Pooled pooled) {
        List<ClassRow> rows = ClassTable.of(evaluation);
        Table.Builder table = Table.builder("Scores of each category, and the confidence of its best F1 at IoU 0.50")
                .text("category")
                .number("AP", 3)
                .number("AP50", 3)
                .number("AR", 3)
                .number("from confidence", 3)
                .number("precision", 3)
                .number("recall", 3)
                .number("F1", 3)
                .number("images", 0)
                .number("objects", 0)
                .number("detections", 0);
        for (int k = 0; k < rows.size(); k++) {
            ClassRow row = rows.get(k);
            Optional<PrecisionRecall.Point> best =
                    PrecisionRecall.of(pooled.classes().get(k)).bestF1();
            table.row(
                    row.name().isEmpty() ? "all" : row.name(),
                    EvaluationReport.orNaN(row.ap()),
                    EvaluationReport.orNaN(row.ap50()),
                    EvaluationReport.orNaN(row.ar()),
                    best.map(PrecisionRecall.Point::score).orElse(Double.NaN),
                    best.map(PrecisionRecall.Point::precision).orElse(Double.NaN),
                    best.map(PrecisionRecall.Point::recall).orElse(Double.NaN),
                    best.map(PrecisionRecall.Point::f1).orElse(Double.NaN),
                    row.images(),
                    row.objects(),
                    row.detections());
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(table.build());
        List<ClassRow> scored = rows.stream()
                .filter(row -> row.ap() >= 0)
                .sorted(Comparator.comparingDouble(ClassRow::ap).reversed())
                .toList();
        if (scored.size() > MOST_BARS) {
            blocks.add(new Paragraph("The chart shows the " + MOST_BARS / 2 + " best and the " + MOST_BARS / 2
                    + " worst of " + scored.size() + " categories; the table has all."));
            List<ClassRow> ends = new ArrayList<>(scored.subList(0, MOST_BARS / 2));
            ends.addAll(scored.subList(scored.size() - MOST_BARS / 2, scored.size()));
            scored = ends;
        }
        if (scored.size() > 1) {
            blocks.add(bars(scored));
        }
        return new Section("Categories", blocks);
    }

    private static BarChart bars(List<ClassRow> rows) {
        return new BarChart(
                "Average precision of each category",
                "category",
                "AP",
                rows.stream().map(ClassRow::name).toList(),
                List.of(new BarChart.Series(
                        "AP", rows.stream().mapToDouble(ClassRow::ap).toArray())),
                true);
    }
}

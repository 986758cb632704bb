package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.metrics.analysis.Interval;
import maskrcnn4j.metrics.analysis.ModelComparison;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** How the second of two results differs from the first. */
final class ComparisonSection {
    private static final int MOST_BARS = 30;

    private ComparisonSection() {}

    static Section of(EvaluationPart part, ModelComparison made) {
        CocoEvaluation evaluation = part.evaluation();
        Table.Builder table = Table.builder("Second less first")
                .text("score")
                .number("first", 3)
                .number("second", 3)
                .number("difference", 3)
                .number("from", 3)
                .number("to", 3)
                .text("sure");
        row(table, "AP", made.first().ap().value(), made.second().ap().value(), made.difference());
        row(table, "AP50", made.first().ap50().value(), made.second().ap50().value(), made.difference50());
        for (ModelComparison.ClassDifference one : made.classes()) {
            String name = EvaluationReport.name(evaluation, one.categoryId());
            row(table, "AP of " + name, one.first(), one.second(), one.difference());
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "The images were drawn %,d times with replacement (seed %d) and both results accumulated anew for each"
                        + " draw. From and to hold 95 %% of the draws; a difference is sure when 0 lies outside. The"
                        + " second is better in %.1f %% of the draws.",
                made.draws(),
                made.seed(),
                100 * made.better())));
        blocks.add(table.build());
        part.compared().ifPresent(other -> blocks.add(CurveSection.compared(evaluation, other)));
        List<ModelComparison.ClassDifference> changed = made.classes().stream()
                .filter(one -> !Double.isNaN(one.difference().value())
                        && one.difference().value() != 0)
                .sorted(Comparator.comparingDouble(
                        one -> -Math.abs(one.difference().value())))
                .limit(MOST_BARS)
                .toList();
        if (changed.size() > 1) {
            blocks.add(new BarChart(
                    "Categories that changed most",
                    "category",
                    "AP, second less first",
                    changed.stream()
                            .map(one -> EvaluationReport.name(evaluation, one.categoryId()))
                            .toList(),
                    List.of(new BarChart.Series(
                            "difference",
                            changed.stream()
                                    .mapToDouble(one -> one.difference().value())
                                    .toArray())),
                    true));
        }
        return new Section("Comparison", blocks);
    }

    private static void row(Table.Builder table, String name, double first, double second, Interval difference) {
        table.row(
                name,
                first,
                second,
                difference.value(),
                difference.low(),
                difference.high(),
                difference.excludesZero() ? "yes" : "no");
    }
}

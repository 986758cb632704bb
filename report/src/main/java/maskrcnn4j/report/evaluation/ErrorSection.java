package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.analysis.TideAnalysis;
import maskrcnn4j.metrics.analysis.TideError;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** What each kind of error costs. */
final class ErrorSection {
    private ErrorSection() {}

    static Section of(CocoEvaluation evaluation) {
        TideAnalysis analysis = TideAnalysis.of(
                evaluation.truth(),
                evaluation.detections(),
                evaluation.parameters().type());
        Table.Builder table = Table.builder("Errors by kind (TIDE, at IoU 0.50; background below 0.10)")
                .text("kind")
                .text("meaning")
                .number("errors", 0)
                .number("AP50 lost", 4);
        List<String> names = new ArrayList<>();
        double[] gains = new double[TideError.values().length];
        for (TideError kind : TideError.values()) {
            gains[kind.ordinal()] = analysis.gains().get(kind);
            names.add(kind.title());
            table.row(kind.shortName(), kind.meaning(), analysis.counts().get(kind), gains[kind.ordinal()]);
        }
        table.row("FP", "all wrong detections", "", analysis.falsePositives());
        table.row("FN", "all objects not found", "", analysis.falseNegatives());
        return new Section(
                "Kinds of errors",
                List.of(
                        new Paragraph("How much AP at IoU 0.50 would gain if every error of one kind were repaired and"
                                + " nothing else. The gains do not add up. As in TIDE, crowds take no part in matching,"
                                + " so its AP of " + EvaluationReport.number(analysis.ap())
                                + " need not be COCO's AP50."),
                        new BarChart(
                                "What each kind of error costs",
                                "kind",
                                "AP50 lost",
                                names,
                                List.of(new BarChart.Series("AP50 lost", gains)),
                                true),
                        table.build()));
    }
}

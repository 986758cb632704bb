package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.metrics.analysis.LabelSuspect;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** Annotations that a sure detection contradicts. */
final class SuspectSection {
    private static final int MOST = 50;

    private SuspectSection() {}

    static Section of(CocoEvaluation evaluation, Pooled pooled) {
        List<LabelSuspect> suspects = LabelSuspect.search(
                evaluation.truth(),
                evaluation.detections(),
                evaluation.parameters().type(),
                pooled.bestScore());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "%s where a detection of a confidence of %.3f or more contradicts the annotations: an object of"
                        + " another category is under it, or nothing is annotated near it. Each may be an error of the"
                        + " model or of the annotations.%s",
                Counted.of(suspects.size(), "place"),
                pooled.bestScore(),
                suspects.size() > MOST ? " The " + MOST + " surest:" : "")));
        if (!suspects.isEmpty()) {
            blocks.add(table(evaluation, suspects.subList(0, Math.min(MOST, suspects.size()))));
        }
        return new Section("Suspicious labels", blocks);
    }

    private static Table table(CocoEvaluation evaluation, List<LabelSuspect> suspects) {
        Dataset truth = evaluation.truth();
        InstanceTable found = evaluation.detections().instances();
        Table.Builder table = Table.builder("Worth a look")
                .text("image")
                .text("found")
                .number("confidence", 3)
                .text("annotated")
                .number("IoU", 2)
                .text("place: x, y, width × height");
        for (LabelSuspect suspect : suspects) {
            int d = suspect.detection();
            table.row(
                    EvaluationReport.image(truth, suspect.sample()),
                    truth.categories().get(found.category(d)).name(),
                    suspect.score(),
                    annotated(truth, suspect),
                    suspect.object() < 0 ? Double.NaN : suspect.iou(),
                    String.format(
                            Locale.ROOT,
                            "%.0f, %.0f, %.0f × %.0f",
                            found.x(d),
                            found.y(d),
                            found.width(d),
                            found.height(d)));
        }
        return table.build();
    }

    private static String annotated(Dataset truth, LabelSuspect suspect) {
        if (suspect.object() < 0) {
            return "nothing";
        }
        int category = truth.instances().category(suspect.object());
        return truth.categories().get(category).name() + " (annotation "
                + truth.instances().id(suspect.object()) + ")";
    }
}

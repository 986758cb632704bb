package maskrcnn4j.report.evaluation;

import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.analysis.ModelComparison;
import maskrcnn4j.metrics.coco.CocoEvaluation;

/**
 * One evaluation that a report is about.
 *
 * @param name what was compared, for example {@code segm}
 * @param evaluation the evaluation; its thresholds hold 0.5
 * @param lines its numbers as lines of text
 * @param notes what a reader should know
 * @param comparison the comparison with other detections, if there is one
 */
public record EvaluationPart(
        String name,
        CocoEvaluation evaluation,
        List<String> lines,
        List<String> notes,
        Optional<ModelComparison> comparison) {
    /** Copies the lists. */
    public EvaluationPart {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }
}

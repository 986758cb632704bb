package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.analysis.ModelComparison;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocol;
import maskrcnn4j.report.Fact;

/**
 * One evaluation that a report is about.
 *
 * @param name what was compared, for example {@code segm}
 * @param evaluation the evaluation; its thresholds hold 0.5
 * @param facts its first numbers, for the top of the page
 * @param lines its numbers as lines of text
 * @param notes what a reader should know
 * @param comparison the comparison with other detections, if there is one
 * @param compared what those others were scored by
 */
public record EvaluationPart(
        String name,
        CocoEvaluation evaluation,
        List<Fact> facts,
        List<String> lines,
        List<String> notes,
        Optional<ModelComparison> comparison,
        Optional<CocoEvaluation> compared) {
    private static final int MOST_FACTS = 2;

    /** Copies the lists. */
    public EvaluationPart {
        facts = List.copyOf(facts);
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** The part of a score whose detections were matched COCO's way; empty for another. */
    public static Optional<EvaluationPart> of(Score score) {
        return score.curves()
                .map(evaluation -> new EvaluationPart(
                        score.type().key(),
                        evaluation,
                        facts(score),
                        score.lines(),
                        notes(score),
                        score.comparison(),
                        score.compared()));
    }

    private static List<Fact> facts(Score score) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_FACTS, score.stats().length); i++) {
            facts.add(new Fact(
                    score.names().get(i) + " " + score.type().key(), EvaluationReport.number(score.stats()[i])));
        }
        return facts;
    }

    private static List<String> notes(Score score) {
        List<String> notes = new ArrayList<>(score.notes());
        if (score.protocol() == ScoreProtocol.VOC || score.protocol() == ScoreProtocol.CITYSCAPES) {
            notes.add(
                    "curves, categories, kinds of errors and pictures below are by COCO's matching, which differs from "
                            + score.protocol().key() + "'s");
        }
        return notes;
    }
}

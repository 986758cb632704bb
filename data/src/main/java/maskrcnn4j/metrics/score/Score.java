package maskrcnn4j.metrics.score;

import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.analysis.ModelComparison;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.IouType;

/**
 * The scores of one type.
 *
 * @param type what was compared
 * @param protocol by whose measure
 * @param names what the numbers are
 * @param stats the numbers; COCO's twelve in its order, -1 where there is none
 * @param lines the numbers as lines of text
 * @param table the categories
 * @param notes what a reader should know
 * @param curves what the numbers were made of, where the protocol stands on COCO's matching
 * @param comparison the comparison with other detections, if one was asked for
 * @param compared what the numbers of those other detections were made of
 */
public record Score(
        IouType type,
        ScoreProtocol protocol,
        List<String> names,
        double[] stats,
        List<String> lines,
        ScoreTable table,
        List<String> notes,
        Optional<CocoEvaluation> curves,
        Optional<ModelComparison> comparison,
        Optional<CocoEvaluation> compared) {
    /** Takes the collections as they are now; the numbers are not copied. */
    public Score {
        names = List.copyOf(names);
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** This, with other notes. */
    public Score withNotes(List<String> others) {
        return new Score(type, protocol, names, stats, lines, table, others, curves, comparison, compared);
    }

    /** This, matched COCO's way besides, for an analysis of errors that its own protocol does not give. */
    public Score withCurves(CocoEvaluation matched) {
        return new Score(type, protocol, names, stats, lines, table, notes, Optional.of(matched), comparison, compared);
    }

    /** This, compared with other detections. */
    public Score withComparison(ModelComparison made, CocoEvaluation others) {
        return new Score(
                type, protocol, names, stats, lines, table, notes, curves, Optional.of(made), Optional.of(others));
    }
}

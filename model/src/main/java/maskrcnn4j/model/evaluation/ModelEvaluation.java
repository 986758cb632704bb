package maskrcnn4j.model.evaluation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.Score;

/**
 * What a model found on the pictures of a data set.
 *
 * @param truth the pictures that were looked at, with the categories that are scored
 * @param boxes the detections with their boxes
 * @param masks the same detections with their masks, and the boxes of these
 * @param unreadable how many pictures were left out because they cannot be read
 * @param classes how classes and categories met
 * @param elapsed how long it took, pictures and masks included
 * @param waited how much of it the network waited for pictures
 * @param notes what a reader of the scores should know, one sentence each
 */
public record ModelEvaluation(
        Dataset truth,
        Detections boxes,
        Detections masks,
        int unreadable,
        ClassMatch classes,
        Duration elapsed,
        Duration waited,
        List<String> notes) {
    /** Copies the notes. */
    public ModelEvaluation {
        notes = List.copyOf(notes);
    }

    /** Pictures in a second. */
    public double imagesPerSecond() {
        return truth.size() / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }

    /**
     * Scores what was found, a score for each type.
     *
     * @throws EvaluationException if the data set lacks what the measure needs
     * @throws IOException if files of the data set that the measure looks at cannot be read
     */
    public List<Score> scores(Measure measure) throws IOException {
        return measure.score(truth, boxes, masks);
    }
}

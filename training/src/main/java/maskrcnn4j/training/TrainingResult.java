package maskrcnn4j.training;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a run has come to.
 *
 * @param model the best model by the validation pictures; without any, the last one
 * @param last the model after the last step
 * @param steps steps taken
 * @param trainSeconds time spent on steps, loading included, evaluations not
 * @param values the last evaluation's numbers; empty without validation pictures
 * @param skipped pictures that could not be read and were skipped
 * @param finished whether nothing is left to do; otherwise it was stopped, and can go on
 */
public record TrainingResult(
        Path model,
        Path last,
        long steps,
        double trainSeconds,
        Map<String, Double> values,
        int skipped,
        boolean finished) {
    /** Copies the map. */
    public TrainingResult {
        values = Map.copyOf(values);
    }
}

package maskrcnn4j.model.roi;

import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/**
 * What is asked of one run, beside the model's own rules.
 *
 * @param minimumScore detections score at least this; empty for the model's own threshold
 * @param labels which classes, 1 for the first after the background
 * @param acrossClasses whether a detection is also suppressed by a better one of another class
 */
public record Wanted(OptionalDouble minimumScore, IntPredicate labels, boolean acrossClasses) {
    /** Everything that the model itself calls a detection. */
    public static final Wanted ALL = new Wanted(OptionalDouble.empty(), label -> true, false);

    boolean label(int label) {
        return labels.test(label);
    }

    boolean score(float score, double threshold) {
        return minimumScore.isPresent() ? score >= minimumScore.getAsDouble() : score > threshold;
    }
}

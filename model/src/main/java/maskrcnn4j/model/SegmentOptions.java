package maskrcnn4j.model;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is asked of one run.
 *
 * @param minimumScore detections score at least this; empty for the model's own threshold. A low one costs time: every
 *     detection gets a mask
 * @param classes the names of the classes wanted; empty for all
 * @param agnosticNms whether a detection is also suppressed by a better one of another class
 * @param scale what the sides of a picture are multiplied by on its way into the network, 1 for its own pixels; empty for
 *     the model's own rule
 */
public record SegmentOptions(
        OptionalDouble minimumScore, Set<String> classes, boolean agnosticNms, OptionalDouble scale) {
    private static final double LARGEST_SCALE = 16;

    /** Everything that the model itself calls a detection. */
    public static final SegmentOptions DEFAULT =
            new SegmentOptions(OptionalDouble.empty(), Set.of(), false, OptionalDouble.empty());

    /** Checks score and scale. */
    public SegmentOptions {
        classes = Set.copyOf(classes);
        if (scale.isPresent() && !(scale.getAsDouble() > 0 && scale.getAsDouble() <= LARGEST_SCALE)) {
            throw new IllegalArgumentException(
                    "scale " + scale.getAsDouble() + ": it must be above 0 and at most " + LARGEST_SCALE);
        }
        if (minimumScore.isPresent() && !(minimumScore.getAsDouble() >= 0 && minimumScore.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "minimum score " + minimumScore.getAsDouble() + ": it must be between 0 and 1");
        }
    }

    /** These, with a minimum score. */
    public SegmentOptions withMinimumScore(double score) {
        return new SegmentOptions(OptionalDouble.of(score), classes, agnosticNms, scale);
    }

    /** These, for some classes only. */
    public SegmentOptions withClasses(Set<String> names) {
        return new SegmentOptions(minimumScore, names, agnosticNms, scale);
    }

    /** These, with suppression across classes. */
    public SegmentOptions withAgnosticNms(boolean agnostic) {
        return new SegmentOptions(minimumScore, classes, agnostic, scale);
    }

    /** These, at a scale of one's own. */
    public SegmentOptions withScale(double factor) {
        return new SegmentOptions(minimumScore, classes, agnosticNms, OptionalDouble.of(factor));
    }
}

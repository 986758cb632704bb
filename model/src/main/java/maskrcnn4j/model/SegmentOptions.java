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
 */
public record SegmentOptions(OptionalDouble minimumScore, Set<String> classes, boolean agnosticNms) {
    /** Everything that the model itself calls a detection. */
    public static final SegmentOptions DEFAULT = new SegmentOptions(OptionalDouble.empty(), Set.of(), false);

    /** Checks the score. */
    public SegmentOptions {
        classes = Set.copyOf(classes);
        if (minimumScore.isPresent() && !(minimumScore.getAsDouble() >= 0 && minimumScore.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "minimum score " + minimumScore.getAsDouble() + ": it must be between 0 and 1");
        }
    }

    /** These, with a minimum score. */
    public SegmentOptions withMinimumScore(double score) {
        return new SegmentOptions(OptionalDouble.of(score), classes, agnosticNms);
    }

    /** These, for some classes only. */
    public SegmentOptions withClasses(Set<String> names) {
        return new SegmentOptions(minimumScore, names, agnosticNms);
    }

    /** These, with suppression across classes. */
    public SegmentOptions withAgnosticNms(boolean agnostic) {
        return new SegmentOptions(minimumScore, classes, agnostic);
    }
}

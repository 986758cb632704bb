package maskrcnn4j.spec;

/**
 * How many candidates of a picture take part in a loss.
 *
 * @param perImage how many at most
 * @param positiveShare the largest share of foreground among {@code perImage}; background fills up what it leaves
 */
public record SamplingSpec(int perImage, double positiveShare) {
    /** Checks the numbers. */
    public SamplingSpec {
        if (perImage < 1 || !(positiveShare > 0 && positiveShare <= 1)) {
            throw new IllegalArgumentException("sampling: perImage " + perImage + " must be at least 1, positiveShare "
                    + positiveShare + " above 0 and at most 1");
        }
    }
}

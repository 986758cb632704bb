package maskrcnn4j.metrics.analysis;

import java.util.Arrays;

/**
 * A number and where it lies in 95 of 100 resamplings.
 *
 * @param value the number on the pictures as they are
 * @param low the 2.5th percentile; NaN if it was never defined
 * @param high the 97.5th percentile; NaN if it was never defined
 */
public record Interval(double value, double low, double high) {
    private static final double TAIL = 0.025;

    /** From the values of all resamplings; those that are NaN are left out. */
    static Interval of(double value, double[] resampled) {
        double[] sorted =
                Arrays.stream(resampled).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return new Interval(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    /** Linear between neighbours. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Whether 0 lies outside. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}

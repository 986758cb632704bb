package maskrcnn4j.metrics.analysis;

import java.util.Arrays;
import maskrcnn4j.dataset.stats.DatasetStats;

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
        return new Interval(value, DatasetStats.quantile(sorted, TAIL), DatasetStats.quantile(sorted, 1 - TAIL));
    }

    /** Whether 0 lies outside. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}

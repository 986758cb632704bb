package maskrcnn4j.report;

/**
 * An axis of a chart.
 *
 * @param label its title, with the unit
 * @param min the smallest value shown, or NaN to follow the data
 * @param max the largest value shown, or NaN to follow the data
 * @param logarithmic whether equal steps are equal ratios (values at or below 0 are then left out)
 */
public record Axis(String label, double min, double max, boolean logarithmic) {

    /** An axis that follows the data. */
    public static Axis of(String label) {
        return new Axis(label, Double.NaN, Double.NaN, false);
    }

    /** An axis of fixed ends. */
    public static Axis of(String label, double min, double max) {
        return new Axis(label, min, max, false);
    }

    /** A logarithmic axis that follows the data. */
    public static Axis logarithmic(String label) {
        return new Axis(label, Double.NaN, Double.NaN, true);
    }
}

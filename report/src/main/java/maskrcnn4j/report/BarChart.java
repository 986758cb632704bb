package maskrcnn4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars over named categories or over the bins of a histogram.
 *
 * @param title the title
 * @param categoryLabel what the categories are
 * @param valueLabel what the bars measure, with the unit
 * @param categories the names of the bars
 * @param series one set of bars each, side by side, from dark to light
 * @param horizontal whether the bars lie (for long names)
 */
public record BarChart(
        String title,
        String categoryLabel,
        String valueLabel,
        List<String> categories,
        List<Series> series,
        boolean horizontal)
        implements Chart {

    /**
     * One set of bars.
     *
     * @param name its name in the legend
     * @param values one number a category
     */
    public record Series(String name, double[] values) {
        /** Copies the values. */
        public Series {
            values = values.clone();
        }
    }

    /** Copies the lists. */
    public BarChart {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values().length != categories.size()) {
                throw new IllegalArgumentException("chart \"" + title + "\", series " + one.name() + ": "
                        + one.values().length + " values and " + categories.size() + " categories");
            }
        }
    }

    /**
     * A histogram of equal bins.
     *
     * @param values the numbers counted
     * @param bins how many bins, at least 1
     */
    public static BarChart histogram(String title, String label, double[] values, int bins) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = values.length == 0 ? i : min + (max - min) * i / bins;
        }
        return histogram(title, label, values, edges);
    }

    /**
     * A histogram of given bins; a value on an edge belongs to the bin above it, the last edge to the last bin, and
     * values outside all bins are left out.
     *
     * @param edges the ends of the bins, ascending, one more than there are bins
     */
    public static BarChart histogram(String title, String label, double[] values, double[] edges) {
        double[] counts = new double[edges.length - 1];
        for (double value : values) {
            int bin = bin(value, edges);
            if (bin >= 0) {
                counts[bin]++;
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            names.add(number(edges[i]) + "–" + number(edges[i + 1]));
        }
        return new BarChart(title, label, "count", names, List.of(new Series("count", counts)), false);
    }

    private static int bin(double value, double[] edges) {
        int last = edges.length - 2;
        if (value == edges[last + 1]) {
            return last;
        }
        for (int i = 0; i <= last; i++) {
            if (value >= edges[i] && value < edges[i + 1]) {
                return i;
            }
        }
        return -1;
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String description() {
        return title + ": " + valueLabel + " for each of " + categories.size() + " values of " + categoryLabel;
    }

    @Override
    public Table data() {
        Table.Builder table = Table.builder(title).text(categoryLabel);
        int decimals = whole() ? 0 : 4;
        series.forEach(one -> table.number(one.name(), decimals));
        for (int i = 0; i < categories.size(); i++) {
            Object[] row = new Object[series.size() + 1];
            row[0] = categories.get(i);
            for (int k = 0; k < series.size(); k++) {
                row[k + 1] = series.get(k).values()[i];
            }
            table.row(row);
        }
        return table.build();
    }

    private boolean whole() {
        for (Series one : series) {
            for (double value : one.values()) {
                if (value != Math.rint(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}

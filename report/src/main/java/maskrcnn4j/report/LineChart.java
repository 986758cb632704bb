package maskrcnn4j.report;

import java.util.List;

/**
 * Curves or points over two numeric axes. Each series has its own dash and marker, so that it is known without colours.
 *
 * @param title the title
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the curves, at most {@value #MOST_SERIES}
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series) implements Chart {

    /** More curves than this can not be told apart in one chart. */
    public static final int MOST_SERIES = 10;

    /** How a series is drawn. */
    public enum Style {
        /** A line through the points. */
        LINE,
        /** A line with a marker at each point. */
        LINE_AND_MARKERS,
        /** Markers alone. */
        MARKERS
    }

    /**
     * One curve.
     *
     * @param name its name in the legend
     * @param x horizontal values
     * @param y vertical values, as many; NaN is a gap
     * @param style how it is drawn
     */
    public record Series(String name, double[] x, double[] y, Style style) {
        /** Copies the values. */
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "series " + name + ": " + x.length + " x values and " + y.length + " y values");
            }
            x = x.clone();
            y = y.clone();
        }
    }

    /** Copies the list. */
    public LineChart {
        series = List.copyOf(series);
        if (series.size() > MOST_SERIES) {
            throw new IllegalArgumentException("chart \"" + title + "\": " + series.size() + " series; at most "
                    + MOST_SERIES + " can be told apart");
        }
    }

    @Override
    public String description() {
        return title + ": " + y.label() + " over " + x.label() + " of "
                + String.join(", ", series.stream().map(Series::name).toList());
    }

    @Override
    public Table data() {
        Table.Builder table =
                Table.builder(title).text("series").number(x.label(), 4).number(y.label(), 4);
        for (Series one : series) {
            for (int i = 0; i < one.x().length; i++) {
                table.row(one.name(), one.x()[i], one.y()[i]);
            }
        }
        return table.build();
    }
}

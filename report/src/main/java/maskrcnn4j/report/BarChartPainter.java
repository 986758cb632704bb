package maskrcnn4j.report;

import java.util.Arrays;
import java.util.Locale;

/** Draws bars. */
final class BarChartPainter {
    private static final double HEIGHT = 290;
    private static final double MOST_NAME = 170;
    private static final double ROW = 21;
    private static final double THIN_ROW = 14;
    private static final int TICKS = 5;
    private static final int MOST_NUMBERED = 14;
    private static final double LEAST_SHARE = 0.01;

    private final BarChart chart;
    private final double low;
    private final double high;
    private final boolean shares;

    BarChartPainter(BarChart chart) {
        this.chart = chart;
        double[] values = chart.series().stream()
                .flatMapToDouble(one -> Arrays.stream(one.values()))
                .filter(Double::isFinite)
                .toArray();
        low = Math.min(0, Arrays.stream(values).min().orElse(0));
        double most = Math.max(0, Arrays.stream(values).max().orElse(0));
        high = most == low ? low + 1 : most;
        double largest = Math.max(most, -low);
        shares = largest >= LEAST_SHARE && largest <= 1 && Arrays.stream(values).anyMatch(one -> one != Math.rint(one));
    }

    /** Draws, and returns the height of the drawing. */
    double draw(Svg svg) {
        double top = legend(svg);
        return chart.horizontal() ? lying(svg, top) : standing(svg, top);
    }

    /** The fillings and their names, where there are several; how much height they take. */
    private double legend(Svg svg) {
        if (chart.series().size() < 2) {
            return 6;
        }
        double x = 2;
        double y = 4;
        for (int i = 0; i < chart.series().size(); i++) {
            double width = Math.min(Svg.width(chart.series().get(i).name()), ChartPainter.WIDTH - 30) + 34;
            if (x + width > ChartPainter.WIDTH && x > 2) {
                x = 2;
                y += 19;
            }
            svg.shape("rect", "class", "bar b" + i % 4, "x", x, "y", y, "width", 16.0, "height", 12.0);
            svg.fitted(x + 21, y + 11, "start", chart.series().get(i).name(), ChartPainter.WIDTH - 30);
            x += width;
        }
        return y + 22;
    }

    private double lying(Svg svg, double top) {
        int series = Math.max(1, chart.series().size());
        double row = series == 1 ? ROW : THIN_ROW;
        double gap = series == 1 ? 0 : 8;
        double name = chart.categories().stream().mapToDouble(Svg::width).max().orElse(0);
        double left = Math.min(name, MOST_NAME) + 8;
        double number = 0;
        for (BarChart.Series one : chart.series()) {
            for (double value : one.values()) {
                number = Math.max(number, Svg.width(number(value)));
            }
        }
        double bottom = top + Math.max(1, chart.categories().size()) * (row * series + gap);
        double start = left + (low < 0 ? number + 6 : 0);
        AxisScale scale = AxisScale.of(Axis.of("", low, high), low, high, start, ChartPainter.WIDTH - number - 10);
        ChartPainter.horizontal(svg, scale, top, bottom, true, TICKS);
        for (int c = 0; c < chart.categories().size(); c++) {
            double y = top + c * (row * series + gap);
            svg.fitted(
                    left - 8,
                    y + gap / 2 + row * series / 2 + 4.5,
                    "end",
                    chart.categories().get(c),
                    MOST_NAME);
            for (int s = 0; s < chart.series().size(); s++) {
                double value = chart.series().get(s).values()[c];
                if (Double.isFinite(value)) {
                    double from = scale.place(Math.min(0, value));
                    double to = scale.place(Math.max(0, value));
                    bar(svg, s, from, y + gap / 2 + s * row + 2, to - from, row - 4, title(c, s, value));
                    double at = value < 0 ? from - 5 : to + 5;
                    svg.text(at, y + gap / 2 + s * row + row / 2 + 4.5, value < 0 ? "end" : "start", number(value));
                }
            }
        }
        double zero = scale.place(0);
        svg.shape(
                "path",
                "class",
                "axis",
                "d",
                "M" + Svg.number(zero) + " " + Svg.number(top) + "V" + Svg.number(bottom));
        double middle = (left + ChartPainter.WIDTH) / 2;
        svg.fitted(middle, bottom + 37, "middle", chart.valueLabel(), ChartPainter.WIDTH - left);
        return bottom + 44;
    }

    private double standing(Svg svg, double top) {
        double head = top + 14;
        double bottom = HEIGHT - 44;
        AxisScale scale =
                AxisScale.of(new Axis("", low < 0 ? Double.NaN : 0, Double.NaN, false), low, high, bottom, head + 8);
        double left = Math.max(30, ChartPainter.room(scale, TICKS) + 10);
        double right = ChartPainter.WIDTH - 8;
        ChartPainter.vertical(svg, scale, left, right, TICKS);
        int count = chart.categories().size();
        int series = Math.max(1, chart.series().size());
        double slot = (right - left) / Math.max(1, count);
        double width = slot * 0.84 / series;
        boolean numbered = numbered(slot / series);
        for (int c = 0; c < count; c++) {
            for (int s = 0; s < chart.series().size(); s++) {
                double value = chart.series().get(s).values()[c];
                if (Double.isFinite(value)) {
                    double x = left + c * slot + slot * 0.08 + s * width;
                    double from = scale.place(Math.max(0, value));
                    double to = scale.place(Math.min(0, value));
                    bar(svg, s, x, from, width, to - from, title(c, s, value));
                    if (numbered && value != 0) {
                        svg.text(x + width / 2, value < 0 ? to + 13 : from - 4, "middle", number(value));
                    }
                }
            }
        }
        double zero = scale.place(0);
        svg.shape(
                "path",
                "class",
                "axis",
                "d",
                "M" + Svg.number(left) + " " + Svg.number(zero) + "H" + Svg.number(right));
        names(svg, left, slot, bottom);
        svg.fitted(2, top + 7, "start", chart.valueLabel(), ChartPainter.WIDTH - 4);
        svg.fitted((left + right) / 2, HEIGHT - 6, "middle", chart.categoryLabel(), right - left);
        return HEIGHT;
    }

    /** Every name, or every second, third ... so that none runs into the next. */
    private void names(Svg svg, double left, double slot, double bottom) {
        double longest =
                chart.categories().stream().mapToDouble(Svg::width).max().orElse(0);
        int every = Math.max(1, (int) Math.ceil((longest + 6) / slot));
        for (int c = 0; c < chart.categories().size(); c += every) {
            svg.text(
                    left + (c + 0.5) * slot,
                    bottom + 17,
                    "middle",
                    chart.categories().get(c));
        }
    }

    private boolean numbered(double slot) {
        if (chart.categories().size() * chart.series().size() > MOST_NUMBERED) {
            return false;
        }
        for (BarChart.Series one : chart.series()) {
            for (double value : one.values()) {
                if (Svg.width(number(value)) > slot) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void bar(Svg svg, int series, double x, double y, double width, double height, String title) {
        svg.shape("rect", title, new Object[] {
            "class",
            "bar b" + series % 4,
            "x",
            x,
            "y",
            y,
            "width",
            Math.max(width, 0.5),
            "height",
            Math.max(height, 0.5)
        });
    }

    private String title(int category, int series, double value) {
        String name =
                chart.series().size() > 1 ? ", " + chart.series().get(series).name() : "";
        return chart.categories().get(category) + name + ": " + number(value);
    }

    /** Shares get three decimals, as in tables; other numbers as many as they need. */
    private String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return shares ? String.format(Locale.ROOT, "%.3f", value) : AxisScale.name(value);
    }
}

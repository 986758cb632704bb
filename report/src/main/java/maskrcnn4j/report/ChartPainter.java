package maskrcnn4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts in the one style of all reports, at twice the size shown so that they are sharp on dense screens. */
public final class ChartPainter {

    /** Width of a chart on the page, in CSS pixels. */
    public static final int WIDTH = 560;

    /** Height of a chart on the page, in CSS pixels. */
    public static final int HEIGHT = 350;

    private static final int SCALE = 2;
    private static final int BAR_HEIGHT = 24;
    private static final int MOST_LETTERS = 60;
    private static final double LEAST_PLAIN = 0.01;
    private static final int SPARSE_MARKERS = 8;
    private static final int ROTATED_LABEL = 34;

    /** The two looks of a page. */
    public enum Theme {
        /** Dark on light. */
        LIGHT(new Color(0xffffff), new Color(0x1f2328), new Color(0xd9dee3), Palette.LIGHT),
        /** Light on dark. */
        DARK(new Color(0x1b2027), new Color(0xdfe5ec), new Color(0x3a424d), Palette.DARK);

        private final Color paper;
        private final Color ink;
        private final Color grid;
        private final Color[] series;

        Theme(Color paper, Color ink, Color grid, Color[] series) {
            this.paper = paper;
            this.ink = ink;
            this.grid = grid;
            this.series = series;
        }
    }

    /** Okabe and Ito's colours, which the colour-blind can tell apart, moved to enough contrast with the paper. */
    private static final class Palette {
        static final Color[] LIGHT = colours(
                0x0072b2, 0xc24e00, 0x00805a, 0xa3497f, 0x8a6500, 0x2f86bd, 0x1f2328, 0x6a3d9a, 0x5c7a1f, 0x8c2d2d);
        static final Color[] DARK = colours(
                0x56b4e9, 0xe69f00, 0x2fc59a, 0xe08cbb, 0xf0e442, 0x8fb8ff, 0xdfe5ec, 0xc3a5f0, 0xb5d66a, 0xff9a8a);

        private static Color[] colours(int... codes) {
            return Arrays.stream(codes).mapToObj(Color::new).toArray(Color[]::new);
        }
    }

    private static final BasicStroke[] STROKES = {
        stroke(), stroke(9, 5), stroke(2, 4), stroke(10, 4, 2, 4), stroke(16, 4)
    };

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.CROSS,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.PLUS
    };

    private ChartPainter() {}

    private static BasicStroke stroke(float... dash) {
        return dash.length == 0
                ? new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    /**
     * Draws a chart.
     *
     * @throws ReportException if this Java has no fonts
     */
    public static Picture paint(Chart chart, Theme theme) {
        try {
            if (chart instanceof LineChart lines) {
                return picture(chart, lines(lines, theme), HEIGHT);
            }
            BarChart bars = (BarChart) chart;
            if (bars.horizontal()) {
                int height = Math.max(
                        HEIGHT,
                        90
                                + BAR_HEIGHT
                                        * bars.categories().size()
                                        * bars.series().size());
                return picture(chart, lying(bars, theme, height), height);
            }
            return picture(chart, standing(bars, theme), HEIGHT);
        } catch (NoClassDefFoundError | UnsatisfiedLinkError | InternalError e) {
            // What a JDK throws where fontconfig or every font is missing, as in the smallest containers.
            throw new ReportException(
                    "charts can not be drawn: this machine has no fonts for Java; install fontconfig and one font"
                            + " family (Debian: apt-get install fontconfig fonts-dejavu-core)",
                    e);
        }
    }

    private static Picture picture(Chart chart, org.knowm.xchart.internal.chartpart.Chart<?, ?> drawn, int height) {
        BufferedImage image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(SCALE, SCALE);
        drawn.paint(pen, WIDTH, height);
        pen.dispose();
        Picture sharp = Picture.png(image, chart.description(), chart.title());
        return new Picture(sharp.mediaType(), sharp.data(), WIDTH, height, sharp.alt(), sharp.caption());
    }

    private static XYChart lines(LineChart chart, Theme theme) {
        XYChart drawn = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(chart.x().label())
                .yAxisTitle(chart.y().label())
                .build();
        style(drawn.getStyler(), theme, chart.series().size());
        axes(drawn.getStyler(), chart);
        int index = 0;
        for (LineChart.Series series : chart.series()) {
            LineChart.Series shown = visible(series, chart);
            if (shown.x().length > 0) {
                boolean dense = series.style() == LineChart.Style.LINE
                        && chart.series().size() > 1
                        && shown.x().length > 2 * SPARSE_MARKERS;
                Color color = theme.series[index % theme.series.length];
                XYSeries line = drawn.addSeries(series.name() + (dense ? " line" : ""), shown.x(), shown.y());
                boolean marked = series.style() != LineChart.Style.LINE;
                line.setMarker(marked ? MARKERS[index % MARKERS.length] : SeriesMarkers.NONE);
                line.setLineStyle(
                        series.style() == LineChart.Style.MARKERS ? SeriesLines.NONE : STROKES[index % STROKES.length]);
                line.setLineColor(color);
                line.setMarkerColor(color);
                if (dense) {
                    line.setShowInLegend(false);
                    sparseMarkers(
                            drawn, series.name(), shown, index, chart.series().size(), color);
                }
            }
            index++;
        }
        roundTicks(drawn, chart);
        return drawn;
    }

    /**
     * The library begins the dash anew at every point, so that a line of many points has none: a few markers, at other
     * places on each line, tell such lines apart.
     */
    private static void sparseMarkers(
            XYChart drawn, String name, LineChart.Series shown, int index, int lines, Color color) {
        double[] x = new double[SPARSE_MARKERS];
        double[] y = new double[SPARSE_MARKERS];
        int last = shown.x().length - 1;
        for (int i = 0; i < SPARSE_MARKERS; i++) {
            int place = (int) Math.round(last * (i + (index + 0.5) / lines) / SPARSE_MARKERS);
            x[i] = shown.x()[place];
            y[i] = shown.y()[place];
        }
        XYSeries markers = drawn.addSeries(name, x, y);
        markers.setMarker(MARKERS[index % MARKERS.length]);
        markers.setMarkerColor(color);
        markers.setLineStyle(SeriesLines.NONE);
    }

    /**
     * Over evenly spaced data the library puts ticks on data points, at steps like 0.07; one invisible point off the
     * grid gives it back its round steps.
     */
    private static void roundTicks(XYChart drawn, LineChart chart) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double height = Double.NaN;
        for (LineChart.Series series : chart.series()) {
            LineChart.Series shown = visible(series, chart);
            for (int i = 0; i < shown.x().length; i++) {
                min = Math.min(min, shown.x()[i]);
                max = Math.max(max, shown.x()[i]);
                height = Double.isNaN(height) ? shown.y()[i] : height;
            }
        }
        if (max > min && !Double.isNaN(height) && !chart.x().logarithmic()) {
            XYSeries hidden = drawn.addSeries(" ", new double[] {min + (max - min) / Math.E}, new double[] {height});
            hidden.setShowInLegend(false);
            hidden.setMarker(SeriesMarkers.NONE);
            hidden.setLineStyle(SeriesLines.NONE);
        }
    }

    /** 180,000 and 0.02 rather than 1.8E5 and .02, unless the values are so small that nothing would be left of them. */
    private static void plainNumbers(AxesChartStyler styler, BarChart chart) {
        double most = 0;
        for (BarChart.Series series : chart.series()) {
            for (double value : series.values()) {
                most = Math.max(most, Double.isFinite(value) ? Math.abs(value) : 0);
            }
        }
        if (most >= LEAST_PLAIN) {
            styler.setDecimalPattern("#,##0.####");
        }
    }

    private static void axes(AxesChartStyler styler, LineChart chart) {
        if (!Double.isNaN(chart.x().min())) {
            styler.setXAxisMin(chart.x().min());
        }
        if (!Double.isNaN(chart.x().max())) {
            styler.setXAxisMax(chart.x().max());
        }
        if (!Double.isNaN(chart.y().min())) {
            styler.setYAxisMin(chart.y().min());
        }
        if (!Double.isNaN(chart.y().max())) {
            styler.setYAxisMax(chart.y().max());
        }
        styler.setXAxisLogarithmic(chart.x().logarithmic());
        styler.setYAxisLogarithmic(chart.y().logarithmic());
    }

    /** The points that an axis can show: a logarithm has no place for 0, and infinities would end the drawing. */
    private static LineChart.Series visible(LineChart.Series series, LineChart chart) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < series.x().length; i++) {
            double left = series.x()[i];
            double up = series.y()[i];
            boolean shown = Double.isFinite(left)
                    && !Double.isInfinite(up)
                    && !(chart.x().logarithmic() && left <= 0)
                    && !(chart.y().logarithmic() && up <= 0);
            if (shown) {
                x.add(left);
                y.add(up);
            }
        }
        return new LineChart.Series(
                series.name(),
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray(),
                series.style());
    }

    private static CategoryChart standing(BarChart chart, Theme theme) {
        CategoryChart drawn = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(chart.categoryLabel())
                .yAxisTitle(chart.valueLabel())
                .build();
        style(drawn.getStyler(), theme, chart.series().size());
        plainNumbers(drawn.getStyler(), chart);
        drawn.getStyler().setAvailableSpaceFill(0.86);
        int longest = chart.categories().stream().mapToInt(String::length).max().orElse(0);
        boolean crowded = longest * chart.categories().size() > MOST_LETTERS;
        drawn.getStyler().setXAxisLabelRotation(crowded ? 35 : 0);
        drawn.getStyler().setXAxisTickMarkSpacingHint(crowded ? ROTATED_LABEL : 1);
        for (BarChart.Series series : chart.series()) {
            if (!chart.categories().isEmpty()) {
                drawn.addSeries(series.name(), chart.categories(), boxed(series.values()));
            }
        }
        return drawn;
    }

    private static HorizontalBarChart lying(BarChart chart, Theme theme, int height) {
        HorizontalBarChart drawn = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(height)
                .xAxisTitle(chart.valueLabel())
                .build();
        style(drawn.getStyler(), theme, chart.series().size());
        plainNumbers(drawn.getStyler(), chart);
        drawn.getStyler().setAvailableSpaceFill(0.8);
        drawn.getStyler().setYAxisTitleVisible(false);
        // The library leaves names out unless a most is given; despite its name it counts here too.
        drawn.getStyler().setXAxisMaxLabelCount(chart.categories().size() + 1);
        for (BarChart.Series series : chart.series()) {
            if (!chart.categories().isEmpty()) {
                drawn.addSeries(series.name(), boxed(series.values()), chart.categories());
            }
        }
        return drawn;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static void style(AxesChartStyler styler, Theme theme, int series) {
        Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(text);
        styler.setAxisTitleFont(text);
        styler.setAxisTickLabelsFont(text.deriveFont(12f));
        styler.setLegendFont(text.deriveFont(12f));
        styler.setChartTitleVisible(false);
        styler.setChartBackgroundColor(theme.paper);
        styler.setPlotBackgroundColor(theme.paper);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(theme.grid);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(theme.ink);
        styler.setXAxisTitleColor(theme.ink);
        styler.setYAxisTitleColor(theme.ink);
        styler.setAxisTickLabelsColor(theme.ink);
        styler.setAxisTickMarksColor(theme.grid);
        styler.setSeriesColors(theme.series);
        styler.setSeriesLines(STROKES);
        styler.setSeriesMarkers(MARKERS);
        styler.setMarkerSize(7);
        styler.setLegendVisible(series > 1);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendBackgroundColor(theme.paper);
        styler.setLegendBorderColor(theme.paper);
        styler.setLegendSeriesLineLength(34);
        styler.setXAxisTickMarkSpacingHint(64);
        styler.setYAxisTickMarkSpacingHint(36);
        styler.setChartPadding(6);
    }
}

package maskrcnn4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws charts in the one style of all reports, as SVG: sharp at every size, with letters that can be searched and read
 * out, in the colours of the reader's light or dark screen. A line is known by its dash, its markers and the name at its
 * end, a bar by its filling and the number at its end, so that nothing hangs on a colour.
 */
public final class ChartPainter {
    /** Width of a drawing, in its own units. */
    static final double WIDTH = 440;

    private ChartPainter() {}

    /** The drawing as an element of a page whose style sheet holds that of the charts. */
    public static String element(Chart chart) {
        return drawing(chart, Optional.empty());
    }

    /** The drawing alone, whose elements say themselves how they look. */
    static String standing(Chart chart, ChartStyle style) {
        return drawing(chart, Optional.of(style));
    }

    private static String drawing(Chart chart, Optional<ChartStyle> style) {
        Svg inside = new Svg(style);
        double height = chart instanceof LineChart lines
                ? new LineChartPainter(lines).draw(inside)
                : new BarChartPainter((BarChart) chart).draw(inside);
        Svg whole = new Svg(style);
        List<Object> attributes = new ArrayList<>(List.of("class", "drawing"));
        if (style.isPresent()) { // inside a page the name of the form is known, and the size that of its place
            attributes.addAll(List.of("xmlns", "http://www.w3.org/2000/svg", "width", WIDTH, "height", height));
        }
        String box = "0 0 " + Svg.number(WIDTH) + " " + Svg.number(height);
        attributes.addAll(List.of("viewBox", box, "role", "img", "aria-label", chart.description()));
        whole.open("svg", attributes.toArray());
        return whole.toString() + inside + "</svg>";
    }

    /** A vertical axis: names at the left, lines across. */
    static void vertical(Svg svg, AxisScale scale, double left, double right, int wanted) {
        for (double tick : scale.ticks(wanted)) {
            double y = scale.place(tick);
            svg.shape(
                    "path",
                    "class",
                    "grid",
                    "d",
                    "M" + Svg.number(left) + " " + Svg.number(y) + "H" + Svg.number(right));
            svg.text(left - 6, y + 4, "end", AxisScale.name(tick));
        }
    }

    /** A horizontal axis: names below, short marks above them or lines across. */
    static void horizontal(Svg svg, AxisScale scale, double top, double bottom, boolean across, int wanted) {
        List<Double> ticks = scale.ticks(wanted);
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            double x = scale.place(tick);
            svg.shape(
                    "path",
                    "class",
                    "grid",
                    "d",
                    "M" + Svg.number(x) + " " + Svg.number(across ? top : bottom) + "V" + Svg.number(bottom + 4));
            String name = AxisScale.name(tick);
            double half = Svg.width(name) / 2;
            if (x - half > free) {
                svg.text(x, bottom + 18, "middle", name);
                free = x + half + 6;
            }
        }
    }

    /** How much room the names of a vertical axis need. */
    static double room(AxisScale scale, int wanted) {
        double most = 0;
        for (double tick : scale.ticks(wanted)) {
            most = Math.max(most, Svg.width(AxisScale.name(tick)));
        }
        return most;
    }
}

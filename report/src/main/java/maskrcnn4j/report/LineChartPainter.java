package maskrcnn4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws lines and points over two axes. */
final class LineChartPainter {
    private static final double HEIGHT = 290;
    private static final double TOP = 26;
    private static final double BOTTOM = HEIGHT - 44;
    private static final double SAMPLE = 26;
    private static final double MOST_LABEL = 120;
    private static final double LABEL_STEP = 17;
    private static final double MOST_LEADER = 150;
    private static final int TICKS = 6;
    private static final int SPARSE_MARKERS = 7;
    private static final int MOST_POINTS = 1200;
    private static final int FEW_POINTS = 8;

    /** Outlines of the markers, 4 units around 0, by series. */
    private static final String[] MARKERS = {
        "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z",
        "M-3.4-3.4H3.4V3.4H-3.4z",
        "M0-4.4L4.2 3.2H-4.2z",
        "M0-4.8L4.4 0L0 4.8L-4.4 0z",
        "M-3.6-3.6L3.6 3.6M-3.6 3.6L3.6-3.6",
        "M0 4.4L4.2-3.2H-4.2z",
        "M0-4.4V4.4M-4.4 0H4.4"
    };

    private final LineChart chart;
    private final List<LineChart.Series> shown = new ArrayList<>();
    private double lowX = Double.POSITIVE_INFINITY;
    private double highX = Double.NEGATIVE_INFINITY;
    private double lowY = Double.POSITIVE_INFINITY;
    private double highY = Double.NEGATIVE_INFINITY;

    LineChartPainter(LineChart chart) {
        this.chart = chart;
        for (LineChart.Series series : chart.series()) {
            shown.add(visible(series));
        }
    }

    /** What an axis can show; a gap is kept as a point that is not a number. */
    private LineChart.Series visible(LineChart.Series series) {
        double[] y = series.y().clone();
        for (int i = 0; i < y.length; i++) {
            double x = series.x()[i];
            boolean good = Double.isFinite(x)
                    && Double.isFinite(y[i])
                    && !(chart.x().logarithmic() && x <= 0)
                    && !(chart.y().logarithmic() && y[i] <= 0);
            if (good) {
                lowX = Math.min(lowX, x);
                highX = Math.max(highX, x);
                lowY = Math.min(lowY, y[i]);
                highY = Math.max(highY, y[i]);
            } else {
                y[i] = Double.NaN;
            }
        }
        return new LineChart.Series(series.name(), series.x(), y, series.style());
    }

    /** Draws, and returns the height of the drawing. */
    double draw(Svg svg) {
        boolean named = shown.size() > 1;
        double label = 0;
        for (LineChart.Series series : shown) {
            label = Math.max(label, Svg.width(series.name()));
        }
        label = Math.min(label, MOST_LABEL);
        double right = ChartPainter.WIDTH - (named ? label + SAMPLE + 14 : 12);
        AxisScale y = AxisScale.of(chart.y(), lowY, highY, BOTTOM, TOP);
        double left = Math.max(30, ChartPainter.room(y, TICKS) + 10);
        AxisScale x = AxisScale.of(chart.x(), lowX, highX, left, right);
        ChartPainter.vertical(svg, y, left, right, TICKS);
        ChartPainter.horizontal(svg, x, TOP, BOTTOM, false, TICKS);
        svg.shape(
                "path",
                "class",
                "axis",
                "d",
                "M" + Svg.number(left) + " " + Svg.number(BOTTOM) + "H" + Svg.number(right));
        svg.fitted(2, 13, "start", chart.y().label(), ChartPainter.WIDTH - 4);
        svg.fitted((left + right) / 2, HEIGHT - 6, "middle", chart.x().label(), right - left + 40);
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ends.add(series(svg, shown.get(i), i, x, y));
        }
        if (named) {
            names(svg, ends, right, label);
        }
        return HEIGHT;
    }

    /** Where a line ends: its name goes there. */
    private record End(int series, double x, double y) {}

    private End series(Svg svg, LineChart.Series series, int index, AxisScale x, AxisScale y) {
        List<double[]> points = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i : thinned(series)) {
            double value = series.y()[i];
            if (Double.isNaN(value) || !x.shows(series.x()[i])) {
                pen = false;
                continue;
            }
            double px = x.place(series.x()[i]);
            double py = Math.max(TOP - 4, Math.min(BOTTOM, y.place(value)));
            path.append(pen ? 'L' : 'M').append(Svg.number(px)).append(' ').append(Svg.number(py));
            pen = true;
            points.add(new double[] {px, py});
        }
        if (points.isEmpty()) {
            return new End(index, Double.NaN, BOTTOM);
        }
        boolean markers = series.style() != LineChart.Style.LINE || points.size() <= FEW_POINTS;
        if (series.style() != LineChart.Style.MARKERS) {
            svg.shape("path", series.name(), new Object[] {"class", style("line", index), "d", path});
        }
        if (markers && points.size() <= MOST_POINTS) {
            markers(svg, points, index, series.style() == LineChart.Style.MARKERS && points.size() > 100);
        } else if (shown.size() > 1) {
            markers(svg, sparse(points, index), index, false);
        }
        double[] last = points.get(points.size() - 1);
        return new End(index, last[0], last[1]);
    }

    /** Places of the points that are drawn: of very many in one column of the drawing the lowest and the highest. */
    private static int[] thinned(LineChart.Series series) {
        int count = series.x().length;
        if (count <= MOST_POINTS || series.style() == LineChart.Style.MARKERS) {
            return java.util.stream.IntStream.range(0, count).toArray();
        }
        int buckets = MOST_POINTS / 4;
        List<Integer> kept = new ArrayList<>();
        for (int b = 0; b < buckets; b++) {
            int from = (int) ((long) b * count / buckets);
            int to = (int) ((long) (b + 1) * count / buckets);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = series.y()[i] < series.y()[low] ? i : low;
                high = series.y()[i] > series.y()[high] ? i : high;
            }
            java.util.stream.IntStream.of(from, Math.min(low, high), Math.max(low, high), to - 1)
                    .distinct()
                    .forEach(kept::add);
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A few markers, at other places on each line, tell lines of many points apart. */
    private List<double[]> sparse(List<double[]> points, int index) {
        List<double[]> few = new ArrayList<>();
        int last = points.size() - 1;
        int wanted = Math.min(SPARSE_MARKERS, points.size());
        for (int i = 0; i < wanted; i++) {
            few.add(points.get((int) Math.round(last * (i + (index + 0.5) / shown.size()) / wanted)));
        }
        return few;
    }

    private static void markers(Svg svg, List<double[]> points, int index, boolean faint) {
        for (double[] point : points) {
            svg.shape(
                    "path",
                    "class",
                    style("marker", index) + (faint ? " faint" : ""),
                    "transform",
                    "translate(" + Svg.number(point[0]) + " " + Svg.number(point[1]) + ")",
                    "d",
                    MARKERS[index % MARKERS.length]);
        }
    }

    private static String style(String what, int index) {
        return what + " s" + index % LineChart.MOST_SERIES + " d" + index % 5;
    }

    /** Names stand where the lines end, moved apart so that none hides another; a thin line leads to each. */
    private void names(Svg svg, List<End> ends, double right, double width) {
        List<End> order = new ArrayList<>(ends);
        order.sort(Comparator.comparingDouble(End::y));
        double[] places = new double[order.size()];
        double free = TOP;
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(free, order.get(i).y());
            free = places[i] + LABEL_STEP;
        }
        double limit = BOTTOM + 4;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], limit);
            limit = places[i] - LABEL_STEP;
        }
        for (int i = 0; i < places.length; i++) {
            End end = order.get(i);
            LineChart.Series series = shown.get(end.series());
            double at = right + 8;
            if (at - end.x() < MOST_LEADER) {
                svg.shape(
                        "path",
                        "class",
                        "leader",
                        "d",
                        "M" + Svg.number(Math.min(end.x() + 4, at)) + " " + Svg.number(end.y()) + "L" + Svg.number(at)
                                + " " + Svg.number(places[i]));
            }
            if (series.style() != LineChart.Style.MARKERS) {
                svg.shape(
                        "path",
                        "class",
                        style("line", end.series()),
                        "d",
                        "M" + Svg.number(at) + " " + Svg.number(places[i]) + "h" + Svg.number(SAMPLE - 4));
            }
            markers(svg, List.of(new double[] {at + (SAMPLE - 4) / 2, places[i]}), end.series(), false);
            svg.fitted(at + SAMPLE, places[i] + 4.5, "start", series.name(), width);
        }
    }
}

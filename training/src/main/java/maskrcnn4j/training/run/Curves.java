package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.image.Images;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.Chart;
import maskrcnn4j.report.ChartPicture;
import maskrcnn4j.report.LineChart;

/** The measurements of a run as charts. */
public final class Curves {
    private static final int MOST_POINTS = 200;
    private static final int MOST_SCORES = 6;
    private static final List<String> FIRST_SCORES = List.of("AP", "mAP", "AP50", "AP75");
    private static final List<String> SCORE_TYPES =
            Stream.of(IouType.values()).map(IouType::key).toList();

    /** The sum of the losses on the validation pictures; each of them is called so, and on. */
    private static final String VALIDATION = "validation/loss";

    private Curves() {}

    /** Charts of the losses (also those on the validation pictures), of the first scores, and of the learning rate. */
    public static List<Chart> charts(Map<String, List<MetricsCsv.Point>> metrics) {
        List<String> losses = metrics.keySet().stream()
                .filter(name -> name.startsWith("loss_"))
                .toList();
        List<String> scores = scoreNames(metrics).stream().limit(MOST_SCORES).toList();
        List<String> validation = metrics.keySet().stream()
                .filter(name -> name.startsWith(VALIDATION + "_"))
                .toList();
        List<Chart> charts = new ArrayList<>();
        add(charts, "Loss", "loss", metrics, List.of("loss", VALIDATION));
        add(charts, "Losses", "loss", metrics, losses);
        add(charts, "Validation losses", "loss", metrics, validation);
        add(charts, "Validation", "score", metrics, scores);
        add(charts, "Learning rate", "rate", metrics, List.of("rate"));
        return charts;
    }

    /** Names of the validation's scores that exist: AP before its variants, and masks before boxes. */
    public static List<String> scoreNames(Map<String, List<MetricsCsv.Point>> metrics) {
        return metrics.keySet().stream()
                .filter(name -> SCORE_TYPES.stream().anyMatch(type -> name.startsWith(type + "/")))
                .filter(name -> metrics.get(name).stream().anyMatch(point -> point.value() != MetricsCsv.NO_SCORE))
                .sorted(Comparator.comparing((String name) -> rank(variant(name)))
                        .thenComparing(Curves::variant)
                        .thenComparing(name -> !name.startsWith(IouType.SEGM.key())))
                .toList();
    }

    /** Whether a measurement of evaluations is a loss, of which the smallest is the best. */
    public static boolean isLoss(String name) {
        return name.startsWith(VALIDATION);
    }

    private static int rank(String variant) {
        int place = FIRST_SCORES.indexOf(variant);
        return place < 0 ? FIRST_SCORES.size() : place;
    }

    private static String variant(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static void add(
            List<Chart> charts,
            String title,
            String axis,
            Map<String, List<MetricsCsv.Point>> metrics,
            List<String> names) {
        List<LineChart.Series> series = new ArrayList<>();
        // A chart of nothing but validation losses says so in its title, and has no room to say it five times more.
        String own = names.stream().allMatch(name -> name.startsWith(VALIDATION)) ? "^validation/" : "^$";
        for (String name : names) {
            if (metrics.containsKey(name)) {
                series.add(series(name.replaceFirst(own, ""), metrics.get(name)));
            }
        }
        if (!series.isEmpty()) {
            charts.add(new LineChart(title, Axis.of("step"), Axis.of(axis), series));
        }
    }

    /** Measurements as a curve over the steps; neighbours are averaged where there are more than a chart shows. */
    public static LineChart.Series series(String name, List<MetricsCsv.Point> points) {
        int each = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        int count = (points.size() + each - 1) / each;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            List<MetricsCsv.Point> part = points.subList(i * each, Math.min(points.size(), (i + 1) * each));
            x[i] = part.get(part.size() - 1).step();
            double mean =
                    part.stream().mapToDouble(MetricsCsv.Point::value).average().orElseThrow();
            y[i] = mean == MetricsCsv.NO_SCORE ? Double.NaN : mean;
        }
        return new LineChart.Series(name, x, y, LineChart.Style.LINE);
    }

    /**
     * Writes the charts as pictures: {@code loss.png}, {@code losses.png}, ...
     *
     * @throws IOException if a file cannot be written
     * @throws maskrcnn4j.report.ReportException if the machine has no font
     */
    public static void write(Path folder, Map<String, List<MetricsCsv.Point>> metrics) throws IOException {
        for (Chart chart : charts(metrics)) {
            String name = chart.title().toLowerCase(Locale.ROOT).replace(' ', '-') + ".png";
            Images.write(ChartPicture.of(chart), folder.resolve(name));
        }
    }
}

package maskrcnn4j.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.report.Fact;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.MetricsCsv;

/**
 * The figures of a run.
 *
 * @param name the folder's name
 * @param steps steps taken
 * @param epochs how often the data set was seen
 * @param loss the mean of the last tenth of the losses; empty if none was measured
 * @param metric the number that decides which model is the best, for example {@code segm/AP}; empty without evaluations
 * @param best its best value, the smallest of a loss
 * @param bestStep the step of that
 * @param last its last value
 * @param imagesPerSecond the mean speed; empty if it was not measured
 */
record RunFacts(
        String name,
        long steps,
        double epochs,
        Optional<Double> loss,
        Optional<String> metric,
        Optional<Double> best,
        Optional<Long> bestStep,
        Optional<Double> last,
        Optional<Double> imagesPerSecond) {

    /**
     * Reads them off the measurements.
     *
     * @param deciding the number that decides which model is the best; without it, or where it was not measured, the first
     *     score
     */
    static RunFacts of(Path folder, Map<String, List<MetricsCsv.Point>> metrics, Optional<String> deciding) {
        MetricsCsv.Point end = metrics.values().stream()
                .map(points -> points.get(points.size() - 1))
                .max(Comparator.comparingLong(MetricsCsv.Point::step))
                .orElse(new MetricsCsv.Point(0, 0, "", 0));
        Optional<String> metric = deciding.filter(metrics::containsKey)
                .or(() -> Curves.scoreNames(metrics).stream().findFirst());
        Optional<MetricsCsv.Point> best = metric.flatMap(name -> best(name, metrics.get(name)));
        return new RunFacts(
                folder.toAbsolutePath().normalize().getFileName() + "",
                end.step(),
                end.epoch(),
                tail(metrics.getOrDefault("loss", List.of())),
                metric,
                best.map(MetricsCsv.Point::value),
                best.map(MetricsCsv.Point::step),
                metric.map(name ->
                        metrics.get(name).get(metrics.get(name).size() - 1).value()),
                mean(metrics.getOrDefault("imagesPerSecond", List.of())));
    }

    /** Of equal ones the first, whose model is kept. */
    private static Optional<MetricsCsv.Point> best(String name, List<MetricsCsv.Point> points) {
        Comparator<MetricsCsv.Point> order = Comparator.comparingDouble(MetricsCsv.Point::value);
        return points.stream()
                .filter(point -> !Double.isNaN(point.value()))
                .max(Curves.isLoss(name) ? order.reversed() : order);
    }

    private static Optional<Double> tail(List<MetricsCsv.Point> points) {
        return mean(points.subList(points.size() - (points.size() + 9) / 10, points.size()));
    }

    private static Optional<Double> mean(List<MetricsCsv.Point> points) {
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(points.stream()
                        .mapToDouble(MetricsCsv.Point::value)
                        .average()
                        .orElseThrow());
    }

    /** For the top of a page. */
    List<Fact> shown() {
        List<Fact> facts = new ArrayList<>();
        metric.ifPresent(name -> {
            facts.add(new Fact("best " + name, number(best.orElseThrow())));
            facts.add(new Fact("last " + name, number(last.orElseThrow())));
            facts.add(new Fact("best at step", String.format(Locale.ROOT, "%,d", bestStep.orElseThrow())));
        });
        loss.ifPresent(value -> facts.add(new Fact("loss", String.format(Locale.ROOT, "%.4f", value))));
        facts.add(new Fact("steps", String.format(Locale.ROOT, "%,d", steps)));
        facts.add(new Fact("epochs", String.format(Locale.ROOT, "%.1f", epochs)));
        imagesPerSecond.ifPresent(value -> facts.add(new Fact("images/s", String.format(Locale.ROOT, "%.2f", value))));
        return facts;
    }

    private static String number(double value) {
        return value < 0 ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}

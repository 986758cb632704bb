package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.stats.AnchorAdvice;
import maskrcnn4j.dataset.stats.AnchorFit;
import maskrcnn4j.dataset.stats.ColourStats;
import maskrcnn4j.dataset.stats.DatasetStats;
import maskrcnn4j.dataset.stats.StatsCollector;
import maskrcnn4j.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn data stats}. */
@Command(
        name = "stats",
        description = "Counts and measures a data set: sizes, shapes, colours, and how well anchors fit its objects.")
final class DataStatsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "A file or folder in any of the formats.")
    private Path path = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page with tables and plots to FILE, for example stats.html.")
    private @Nullable Path report;

    @Option(names = "--no-colours", description = "Do not decode the pictures; there is then no mean and deviation.")
    private boolean noColours;

    @Mixin
    private DataAnchors anchors = new DataAnchors();

    @Mixin
    private DataInput input = new DataInput();

    @Mixin
    private final ReportOptions options;

    DataStatsCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        ReadOptions lenient = input.options().withProblems(problem -> output.problem(problem.exception()));
        Dataset dataset = DatasetFormats.read(input.formatOf(path), path, lenient);
        DatasetStats stats;
        try (DataProgress progress = new DataProgress(output)) {
            stats = new StatsCollector(anchors.size(), !noColours, input.threads(), progress).collect(dataset);
        }
        AnchorFit fit = AnchorFit.of(stats.objects(), anchors.anchors());
        Optional<AnchorAdvice> advice = AnchorAdvice.better(stats.objects(), fit);
        print(stats, fit, advice, output);
        if (report != null) {
            System.setProperty("java.awt.headless", "true");
            DataStatsPage.of(path.toString(), stats, fit, advice).writeTo(report);
            output.print("wrote " + report);
        }
        options.writeJson(DataStatsJson.of(path.toString(), stats, fit, advice));
        return CommandLine.ExitCode.OK;
    }

    private static void print(DatasetStats stats, AnchorFit fit, Optional<AnchorAdvice> advice, Output output) {
        int objects = stats.objects().count();
        output.print(Counted.of(stats.images(), "picture") + ", " + Counted.of(objects, "object") + ", "
                + Counted.of(stats.crowds(), "crowd")
                + (stats.leftOut() > 0 ? ", " + Counted.of(stats.leftOut(), "object") + " that cannot be used" : "")
                + (stats.unreadable() > 0
                        ? ", " + Counted.of(stats.unreadable(), "picture") + " that cannot be read"
                        : ""));
        output.print(String.format(
                Locale.ROOT, "objects a picture: mean %.2f, most %d", mean(stats.objectsPerImage()), most(stats)));
        int[] sizes = stats.countByArea(DatasetStats.COCO_AREAS);
        output.print("areas: " + sizes[0] + " small (below 32x32), " + sizes[1] + " medium, " + sizes[2]
                + " large (96x96 and above)");
        int[] counts = stats.objectsOfCategories();
        for (int i = 0; i < counts.length; i++) {
            double[] areas = stats.areasOf(i);
            if (counts[i] > 0) {
                output.print(String.format(
                        Locale.ROOT,
                        counts[i] == 1
                                ? "  %-24s %7d object,  area %.0f"
                                : "  %-24s %7d objects, area %.0f to %.0f, median %.0f",
                        stats.categories().get(i).name(),
                        counts[i],
                        areas[0],
                        areas[areas.length - 1],
                        DatasetStats.quantile(areas, 0.5)));
            }
        }
        stats.colours().ifPresent(colours -> output.print(colours(colours)));
        output.print("anchors: " + fit(fit));
        output.print(advice.map(better -> "better: " + text(better)).orElse("no other anchors fit much better"));
    }

    private static double mean(int[] values) {
        return values.length == 0
                ? 0
                : java.util.Arrays.stream(values).average().orElse(0);
    }

    private static int most(DatasetStats stats) {
        return java.util.Arrays.stream(stats.objectsPerImage()).max().orElse(0);
    }

    private static String colours(ColourStats colours) {
        return String.format(
                Locale.ROOT,
                "colours (red, green, blue; 0 to 255): mean %.2f, %.2f, %.2f, deviation %.2f, %.2f, %.2f",
                colours.mean().get(0),
                colours.mean().get(1),
                colours.mean().get(2),
                colours.std().get(0),
                colours.std().get(1),
                colours.std().get(2));
    }

    /** How well anchors fit, in one line. */
    static String fit(AnchorFit fit) {
        return String.format(
                Locale.ROOT,
                "%d a place; %.1f %% of the objects have one of IoU 0.5, %.1f %% one of 0.7; mean IoU %.3f",
                fit.anchors().size(),
                100 * fit.recall(0.5),
                100 * fit.recall(0.7),
                fit.mean());
    }

    /** Advice in one line. */
    static String text(AnchorAdvice advice) {
        String what = advice.sizes().isEmpty()
                ? advice.how()
                : "sizes " + joined(advice.sizes()) + " with ratios " + joined(advice.ratios());
        return what + ": " + fit(advice.fit());
    }

    private static String joined(java.util.List<Double> values) {
        return String.join(
                ",",
                values.stream()
                        .map(value ->
                                value == Math.rint(value) ? Long.toString(value.longValue()) : Double.toString(value))
                        .toList());
    }
}

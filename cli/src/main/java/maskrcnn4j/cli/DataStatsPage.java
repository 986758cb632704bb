package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.stats.Anchor;
import maskrcnn4j.dataset.stats.AnchorAdvice;
import maskrcnn4j.dataset.stats.AnchorFit;
import maskrcnn4j.dataset.stats.ColourStats;
import maskrcnn4j.dataset.stats.DatasetStats;
import maskrcnn4j.dataset.stats.ObjectColumns;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Table;

/** The statistics of a data set as a page. */
final class DataStatsPage {
    private static final int BINS = 24;
    private static final int MOST_POINTS = 2000;
    private static final int MOST_BARS = 30;

    private DataStatsPage() {}

    static ReportPage of(String path, DatasetStats stats, AnchorFit fit, Optional<AnchorAdvice> advice) {
        ReportPage.Builder page = ReportPage.builder("Data set statistics")
                .subtitle(path)
                .fact("pictures", String.format(Locale.ROOT, "%,d", stats.images()))
                .fact(
                        "objects",
                        String.format(Locale.ROOT, "%,d", stats.objects().count()))
                .fact("crowds", String.format(Locale.ROOT, "%,d", stats.crowds()))
                .fact("classes", Integer.toString(stats.categories().size()));
        if (stats.leftOut() > 0) {
            page.fact("unusable", String.format(Locale.ROOT, "%,d", stats.leftOut()));
        }
        page.section("Classes", classes(stats));
        page.section("Pictures", pictures(stats));
        page.section("Objects", objects(stats));
        stats.colours().ifPresent(colours -> page.section("Colours", colours(colours)));
        page.section("Anchors", anchors(stats, fit, advice));
        return page.build();
    }

    private static List<Block> classes(DatasetStats stats) {
        int[] counts = stats.objectsOfCategories();
        Table.Builder table = Table.builder("Objects of each class; areas in pixels")
                .text("class")
                .number("objects", 0)
                .number("smallest", 0)
                .number("median area", 0)
                .number("largest", 0);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            double[] areas = stats.areasOf(i);
            table.row(
                    stats.categories().get(i).name(),
                    counts[i],
                    areas.length == 0 ? Double.NaN : areas[0],
                    DatasetStats.quantile(areas, 0.5),
                    areas.length == 0 ? Double.NaN : areas[areas.length - 1]);
            order.add(i);
        }
        order.sort((a, b) -> counts[b] - counts[a]);
        List<Integer> shown = order.subList(0, Math.min(MOST_BARS, order.size()));
        double[] bars = shown.stream().mapToDouble(i -> counts[i]).toArray();
        List<String> names =
                shown.stream().map(i -> stats.categories().get(i).name()).toList();
        String title = shown.size() < order.size() ? "The " + MOST_BARS + " largest classes" : "Objects of each class";
        return List.of(
                new BarChart(title, "class", "objects", names, List.of(new BarChart.Series("objects", bars)), true),
                table.build());
    }

    private static List<Block> pictures(DatasetStats stats) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (int i = 0; i < stats.images(); i++) {
            sizes.merge(stats.widths()[i] + "x" + stats.heights()[i], 1, Integer::sum);
        }
        Table.Builder table =
                Table.builder("The commonest sizes").text("width x height").number("pictures", 0);
        sizes.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(12)
                .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
        double[] counts =
                Arrays.stream(stats.objectsPerImage()).asDoubleStream().toArray();
        return List.of(BarChart.histogram("Objects a picture", "objects", counts, wholeNumbers(counts)), table.build());
    }

    private static List<Block> objects(DatasetStats stats) {
        ObjectColumns objects = stats.objects();
        int[] sizes = stats.countByArea(DatasetStats.COCO_AREAS);
        Table table = Table.builder("Sizes in COCO's classes")
                .text("size")
                .number("objects", 0)
                .row("small: below 32x32 pixels", sizes[0])
                .row("medium: below 96x96 pixels", sizes[1])
                .row("large", sizes[2])
                .build();
        double[] side = Arrays.stream(objects.area()).map(Math::sqrt).toArray();
        int step = Math.max(1, objects.count() / MOST_POINTS);
        int points = objects.count() / step;
        double[] widths = new double[points];
        double[] heights = new double[points];
        for (int i = 0; i < points; i++) {
            widths[i] = objects.width()[i * step];
            heights[i] = objects.height()[i * step];
        }
        return List.of(
                table,
                BarChart.histogram("Sizes", "square root of the area, in pixels", side, octaves(side)),
                BarChart.histogram("Shapes", "height divided by width of the box", stats.ratios(), ratioBins()),
                BarChart.histogram("How much of its box an object fills", "share", stats.fills(), tenths()),
                new LineChart(
                        "Boxes",
                        Axis.logarithmic("width in pixels"),
                        Axis.logarithmic("height in pixels"),
                        List.of(new LineChart.Series("boxes", widths, heights, LineChart.Style.MARKERS))));
    }

    private static List<Block> colours(ColourStats colours) {
        Table.Builder table = Table.builder("Over all pixels, on the scale 0 to 255")
                .text("channel")
                .number("mean", 2)
                .number("standard deviation", 2);
        String[] names = {"red", "green", "blue"};
        for (int i = 0; i < names.length; i++) {
            table.row(names[i], colours.mean().get(i), colours.std().get(i));
        }
        return List.of(table.build());
    }

    private static List<Block> anchors(DatasetStats stats, AnchorFit fit, Optional<AnchorAdvice> advice) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("The greatest overlap (IoU) of each object's box with any anchor, after the picture is"
                + " resized for the network. An object without an anchor of 0.7 is learnt from its best one only; many"
                + " such objects call for other anchors."));
        List<LineChart.Series> curves = new ArrayList<>();
        curves.add(curve("these anchors", fit));
        advice.ifPresent(better -> curves.add(curve("better anchors", better.fit())));
        blocks.add(new LineChart(
                "Objects with an anchor of at least this overlap",
                Axis.of("IoU", 0, 1),
                Axis.of("share", 0, 1.02),
                curves));
        blocks.add(new Paragraph("These anchors: " + DataStatsCommand.fit(fit) + "."));
        blocks.add(new Paragraph(advice.map(better -> "Better: " + DataStatsCommand.text(better) + ".")
                .orElse("No other anchors of this number fit much better.")));
        Table.Builder table = Table.builder("Which anchor fits how many objects best")
                .number("stride", 0)
                .number("width", 1)
                .number("height", 1)
                .number("objects", 0);
        for (int i = 0; i < fit.anchors().size(); i++) {
            Anchor anchor = fit.anchors().get(i);
            table.row(anchor.stride(), anchor.width(), anchor.height(), fit.used()[i]);
        }
        blocks.add(table.build());
        return blocks;
    }

    private static LineChart.Series curve(String name, AnchorFit fit) {
        double[] x = new double[51];
        double[] y = new double[51];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 50.0;
            y[i] = fit.recall(x[i]);
        }
        return new LineChart.Series(name, x, y, LineChart.Style.LINE);
    }

    private static double[] wholeNumbers(double[] counts) {
        int most = (int) Arrays.stream(counts).max().orElse(0);
        int step = most / BINS + 1;
        double[] edges = new double[most / step + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = i * step;
        }
        return edges;
    }

    private static double[] octaves(double[] values) {
        double most = Arrays.stream(values).max().orElse(1);
        List<Double> edges = new ArrayList<>(List.of(0.0, 4.0));
        while (edges.get(edges.size() - 1) <= most) {
            edges.add(edges.get(edges.size() - 1) * Math.sqrt(2));
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] ratioBins() {
        double[] edges = new double[14];
        for (int i = 1; i < 13; i++) {
            edges[i] = Math.pow(2, (i - 6.5) / 2);
        }
        edges[13] = Double.POSITIVE_INFINITY;
        return edges;
    }

    private static double[] tenths() {
        double[] edges = new double[11];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = i / 10.0;
        }
        return edges;
    }
}

package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.PaintStyle;
import maskrcnn4j.image.Painter;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.TruthObject;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Matrix;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** What was found against what is truly there. */
public final class MatchSection {
    private static final int LONGEST_SIDE = 760;
    private static final int MATRIX = 24;

    private MatchSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        Matches matches = Matches.of(seen);
        int objects = matches.findable().length;
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "From the surest detection on, each one takes the free true object of its class that its mask"
                        + " overlaps most, if the IoU is at least " + Matches.THRESHOLD
                        + ". What takes none is a false alarm, what is not"
                        + " taken is a miss. Detections in a crowd count neither way."));
        blocks.add(new Paragraph(Counted.number(matches.hits()) + " of " + Counted.of(objects, "true object")
                + " were found; " + Counted.of(falseAlarms(matches), "false alarm") + ", "
                + Counted.of(objects - matches.hits(), "miss", "misses") + "."));
        blocks.add(new Gallery(List.of(truth(seen), found(seen))));
        blocks.add(detections(matches));
        blocks.add(objects(scene, matches));
        int[] meeting = meeting(matches);
        if (meeting.length > 0) {
            blocks.add(overlaps(matches, meeting));
        }
        if (objects > 0 && !matches.detections().isEmpty()) {
            blocks.add(curve(matches, objects));
        }
        return new Section("Matches", blocks);
    }

    private static int falseAlarms(Matches matches) {
        return (int) IntStream.range(0, matches.matched().length)
                .filter(d -> matches.matched()[d] < 0 && !matches.excused()[d])
                .count();
    }

    private static Picture truth(Inspection seen) {
        Rle none = Rle.empty(seen.picture().height(), seen.picture().width());
        List<TruthObject> objects = seen.truth().orElseThrow().objects();
        List<DrawnObject> drawn = objects.stream()
                .map(object -> new DrawnObject(
                        object.crowd() ? object.name() + " (crowd)" : object.name(),
                        Double.NaN,
                        object.box(),
                        object.mask().orElse(none),
                        object.label()))
                .toList();
        String text = "Truth: " + Counted.of(objects.size(), "object");
        return Picture.thumbnail(
                new Painter(PaintStyle.DEFAULT).paint(seen.picture(), drawn), LONGEST_SIDE, text, text);
    }

    private static Picture found(Inspection seen) {
        List<DrawnObject> drawn = new ArrayList<>();
        for (Detection one : seen.found()) {
            int label = 1;
            while (!seen.className(label).equals(one.label())) {
                label++;
            }
            drawn.add(new DrawnObject(one.label(), one.score(), one.box(), one.mask(), label));
        }
        String text = "Found: " + Counted.of(drawn.size(), "detection");
        return Picture.thumbnail(
                new Painter(PaintStyle.DEFAULT).paint(seen.picture(), drawn), LONGEST_SIDE, text, text);
    }

    private static Table detections(Matches matches) {
        Table.Builder table = Table.builder("Detections from the surest")
                .number("no.", 0)
                .text("class")
                .number("score", 3)
                .number("best IoU", 3)
                .text("verdict");
        for (int d = 0; d < matches.detections().size(); d++) {
            Detection found = matches.detections().get(d);
            int best = best(matches.ious()[d]);
            table.row(
                    d + 1,
                    found.label(),
                    found.score(),
                    best < 0 ? Double.NaN : matches.ious()[d][best],
                    verdict(matches, d, best));
        }
        return table.build();
    }

    private static String verdict(Matches matches, int d, int best) {
        if (matches.matched()[d] >= 0) {
            return "right: object " + (matches.matched()[d] + 1);
        }
        if (matches.excused()[d]) {
            return "in a crowd: does not count";
        }
        if (best < 0 || matches.ious()[d][best] < 0.1) {
            return "wrong: nothing is there";
        }
        TruthObject object = matches.objects().get(best);
        if (matches.ious()[d][best] < Matches.THRESHOLD) {
            return "wrong: overlaps object " + (best + 1) + " too little";
        }
        return object.name().equals(matches.detections().get(d).label())
                ? "wrong: object " + (best + 1) + " was already found"
                : "wrong: object " + (best + 1) + " is " + object.name();
    }

    private static int best(double[] ious) {
        int best = -1;
        for (int t = 0; t < ious.length; t++) {
            best = best < 0 || ious[t] > ious[best] ? t : best;
        }
        return best;
    }

    private static Table objects(Scene scene, Matches matches) {
        Table.Builder table = Table.builder("True objects")
                .number("no.", 0)
                .text("class")
                .number("width", 0)
                .number("height", 0)
                .text("found by")
                .text("if not, where it was lost");
        for (int t = 0; t < matches.objects().size(); t++) {
            TruthObject object = matches.objects().get(t);
            int finder = matches.finder(t);
            table.row(
                    t + 1,
                    object.name() + (object.crowd() ? " (crowd)" : ""),
                    object.box().width(),
                    object.box().height(),
                    finder < 0 ? "" : "detection " + (finder + 1),
                    finder >= 0 || object.crowd() ? "" : Loss.of(scene, object));
        }
        return table.build();
    }

    private static Matrix overlaps(Matches matches, int[] rows) {
        int columns = Math.min(MATRIX, matches.objects().size());
        double[][] values = new double[rows.length][columns];
        for (int row = 0; row < rows.length; row++) {
            for (int t = 0; t < columns; t++) {
                double iou = matches.ious()[rows[row]][t];
                values[row][t] = iou > 0 ? iou : Double.NaN;
            }
        }
        return new Matrix(
                "Overlaps of the surest detections that meet anything (IoU of masks; with crowds the share of the detection)",
                "detection",
                "true object",
                IntStream.of(rows)
                        .mapToObj(
                                d -> (d + 1) + " " + matches.detections().get(d).label())
                        .toList(),
                IntStream.range(0, columns)
                        .mapToObj(t -> (t + 1) + " " + matches.objects().get(t).name())
                        .toList(),
                values,
                2);
    }

    /** The surest detections that overlap anything. */
    private static int[] meeting(Matches matches) {
        return IntStream.range(0, matches.detections().size())
                .filter(d -> DoubleStream.of(matches.ious()[d]).anyMatch(iou -> iou > 0))
                .limit(MATRIX)
                .toArray();
    }

    private static LineChart curve(Matches matches, int objects) {
        List<double[]> points = new ArrayList<>();
        int hits = 0;
        int counted = 0;
        for (int d = 0; d < matches.matched().length; d++) {
            if (matches.excused()[d]) {
                continue;
            }
            counted++;
            hits += matches.matched()[d] >= 0 ? 1 : 0;
            points.add(new double[] {(double) hits / objects, (double) hits / counted});
        }
        return new LineChart(
                "Precision and recall on this picture, all classes together",
                Axis.of("recall", 0, 1),
                Axis.of("precision", 0, 1),
                List.of(new LineChart.Series(
                        "IoU " + Matches.THRESHOLD,
                        points.stream().mapToDouble(point -> point[0]).toArray(),
                        points.stream().mapToDouble(point -> point[1]).toArray(),
                        LineChart.Style.LINE_AND_MARKERS)));
    }
}

package maskrcnn4j.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A page with every kind of block, for the tests and (as a program) for looking at. */
final class SamplePage {
    private SamplePage() {}

    public static void main(String[] args) {
        make().writeTo(Path.of(args[0]));
    }

    static ReportPage make() {
        Random random = new Random(1);
        double[] recall = new double[101];
        double[][] precision = new double[4][101];
        for (int i = 0; i <= 100; i++) {
            recall[i] = i / 100.0;
            for (int k = 0; k < 4; k++) {
                precision[k][i] = Math.max(0, 1 - Math.pow(recall[i], 3 - 0.6 * k));
            }
        }
        List<LineChart.Series> curves = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            curves.add(new LineChart.Series("IoU 0." + (5 + k), recall, precision[k], LineChart.Style.LINE));
        }
        double[] areas = random.doubles(2000).map(d -> Math.exp(3 + 6 * d)).toArray();
        Table.Builder classes = Table.builder("Average precision of each class")
                .text("class")
                .number("AP", 3)
                .number("AP50", 3)
                .number("objects", 0);
        List<String> names = List.of("person", "traffic light", "car", "bicycle <b>&", "dog", "hair drier");
        for (String name : names) {
            classes.row(name, random.nextDouble(), random.nextDouble(), random.nextInt(10000));
        }
        classes.row("toothbrush", Double.NaN, Double.NaN, 0);
        double[] counts = names.stream().mapToDouble(n -> random.nextInt(900)).toArray();
        double[] found = names.stream().mapToDouble(n -> random.nextInt(900)).toArray();
        double[][] confusion = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 4; k++) {
                confusion[i][k] = i == k ? 200 + random.nextInt(99) : random.nextInt(40);
            }
        }
        return ReportPage.builder("Evaluation of shapes")
                .subtitle("runs/2026-11-25/report.html <script>alert('no')</script>")
                .fact("AP", "0.412")
                .fact("AP50", "0.633")
                .fact("images", "5,000")
                .fact("objects", "36,781")
                .section(
                        "Summary",
                        new Paragraph("How well the masks found agree with those drawn by people, averaged over the"
                                + " overlaps 0.50 to 0.95."),
                        new Notes(List.of(
                                new Notes.Note(Notes.Level.ERROR, "3 pictures can not be read"),
                                new Notes.Note(
                                        Notes.Level.WARNING, "annotation id 0 is never matched by COCO's scorer"),
                                new Notes.Note(Notes.Level.NOTE, "no objects of size large: AP of large is -1"))),
                        classes.build())
                .section(
                        "Curves",
                        new LineChart(
                                "Precision and recall", Axis.of("recall", 0, 1), Axis.of("precision", 0, 1.05), curves),
                        new LineChart(
                                "Loss",
                                Axis.logarithmic("step"),
                                Axis.of("loss"),
                                List.of(
                                        new LineChart.Series(
                                                "train",
                                                new double[] {1, 10, 100, 1000},
                                                new double[] {4, 2, 1.5, 1.1},
                                                LineChart.Style.LINE_AND_MARKERS),
                                        new LineChart.Series(
                                                "val",
                                                new double[] {1, 10, 100, 1000},
                                                new double[] {4.1, 2.4, 1.9, 1.6},
                                                LineChart.Style.LINE_AND_MARKERS))),
                        BarChart.histogram("Areas", "area in pixels", areas, 20),
                        new BarChart(
                                "Objects of each class",
                                "class",
                                "objects",
                                names,
                                List.of(new BarChart.Series("truth", counts), new BarChart.Series("found", found)),
                                true))
                .section(
                        "Confusion",
                        new Matrix(
                                "Which class is taken for which",
                                "truth",
                                "found as",
                                names.subList(0, 4),
                                names.subList(0, 4),
                                confusion,
                                0),
                        new Preformatted(
                                " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.504"))
                .section("Pictures", new Gallery(pictures()))
                .build();
    }

    private static List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            BufferedImage image = new BufferedImage(320, 200 + 20 * (i % 3), BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setColor(Color.getHSBColor(i / 9f, 0.6f, 0.9f));
            pen.fillOval(20 * i, 30, 120, 120);
            pen.dispose();
            pictures.add(Picture.png(image, "picture " + i, "picture" + i + ".png: " + i + " circles"));
        }
        return pictures;
    }
}

package maskrcnn4j.training.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Preformatted;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.training.TrainingResult;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.shapes.ShapesGenerator;

/** The page of a demonstration. */
final class DemoReport {
    private static final int SCALE = 3;

    private final long seed;
    private final TrainingResult training;
    private final List<Score> scores;
    private final Map<String, List<MetricsCsv.Point>> metrics;

    DemoReport(long seed, TrainingResult training, List<Score> scores, Map<String, List<MetricsCsv.Point>> metrics) {
        this.seed = seed;
        this.training = training;
        this.scores = scores;
        this.metrics = metrics;
    }

    void write(Path page, MaskRcnn model, ShapesGenerator generator, long first, int count) {
        ReportPage.Builder report = ReportPage.builder("From nothing to a trained model")
                .subtitle("mrcnn demo, seed " + seed)
                .fact("training", String.format(Locale.ROOT, "%.0f s", training.trainSeconds()))
                .fact("steps", Long.toString(training.steps()));
        for (Score score : scores) {
            report.fact(score.type().key() + " AP", String.format(Locale.ROOT, "%.3f", score.stats()[0]));
        }
        report.section(
                "What it finds",
                new Paragraph(
                        "Pictures that neither training nor validation has seen, with the model's masks, boxes and"
                                + " scores."),
                gallery(model, generator, first, count));
        report.section("How it learned", Curves.charts(metrics));
        for (Score score : scores) {
            report.section("Scores: " + score.type().key(), new Preformatted(String.join("\n", score.lines())));
        }
        report.section(
                "What next",
                new Preformatted(String.join(
                        "\n",
                        "mrcnn segment PICTURE --weights " + training.model(),
                        "mrcnn train YOUR-DATA --out run")));
        report.build().writeTo(page);
    }

    private static Gallery gallery(MaskRcnn model, ShapesGenerator generator, long first, int count) {
        List<Image> fresh = LongStream.range(first, first + count)
                .mapToObj(number -> generator.picture(number).image())
                .toList();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Segmentation found = model.segment(fresh.get(i)).atLeast(0.5);
            Image drawn = found.drawOn(fresh.get(i));
            pictures.add(Picture.png(
                    enlarged(drawn),
                    "a drawn picture with " + found.detections().size() + " shapes found",
                    found.detections().size() + " found"));
        }
        return new Gallery(pictures);
    }

    private static java.awt.image.BufferedImage enlarged(Image image) {
        java.awt.image.BufferedImage large = new java.awt.image.BufferedImage(
                SCALE * image.width(), SCALE * image.height(), java.awt.image.BufferedImage.TYPE_INT_RGB);
        java.awt.Graphics2D pen = large.createGraphics();
        pen.drawImage(Images.toBufferedImage(image), 0, 0, large.getWidth(), large.getHeight(), null);
        pen.dispose();
        return large;
    }
}

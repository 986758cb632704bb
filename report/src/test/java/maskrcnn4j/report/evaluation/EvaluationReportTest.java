package maskrcnn4j.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.metrics.analysis.ConfusionMatrix;
import maskrcnn4j.metrics.analysis.TideAnalysis;
import maskrcnn4j.metrics.analysis.TideError;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.metrics.score.ScoreProtocols;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Matrix;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.SideBySide;
import maskrcnn4j.report.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {
    private static final String FOUND = """
            [{"image_id":1,"category_id":1,"bbox":[10,10,40,40],"score":0.9},
             {"image_id":1,"category_id":1,"bbox":[60,10,40,20],"score":0.8},
             {"image_id":1,"category_id":2,"bbox":[100,60,30,30],"score":0.7},
             {"image_id":2,"category_id":2,"bbox":[10,10,40,40],"score":0.6}]
            """;

    @TempDir
    Path folder;

    private Score score(String results, boolean objects, int categories) throws IOException {
        Path annotations = folder.resolve("gt.json");
        String second = categories > 1 ? ",{\"id\":2,\"name\":\"dog\"}" : "";
        String there = objects ? """
                  {"id":1,"image_id":1,"category_id":1,"bbox":[10,10,40,40],"area":1600,"iscrowd":0},
                  {"id":2,"image_id":1,"category_id":1,"bbox":[60,10,40,40],"area":1600,"iscrowd":0},
                  {"id":3,"image_id":2,"category_id":1,"bbox":[10,10,40,40],"area":1600,"iscrowd":0}
                  """ : "";
        Files.writeString(annotations, """
                {"images":[{"id":1,"file_name":"a.png","width":160,"height":100},
                           {"id":2,"file_name":"b.png","width":160,"height":100}],
                 "categories":[{"id":1,"name":"cat"}%s],"annotations":[%s]}
                """.formatted(second, there));
        Path detections = folder.resolve("dt.json");
        Files.writeString(detections, results);
        Dataset truth = new CocoFormat().read(annotations, ReadOptions.DEFAULT.withImages(folder));
        Detections found = CocoResults.read(detections, false).in(truth);
        return ScoreProtocols.coco(truth, found, CocoParameters.of(IouType.BBOX), List.of());
    }

    private void pictures() throws IOException {
        for (String name : List.of("a.png", "b.png")) {
            ImageIO.write(
                    new BufferedImage(160, 100, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(name).toFile());
        }
    }

    private static ReportPage page(Score score, PictureOptions pictures) {
        return EvaluationReport.page(
                "Scores", "test", List.of(EvaluationPart.of(score).orElseThrow()), pictures);
    }

    private static <T extends Block> List<T> blocks(ReportPage page, String title, Class<T> type) {
        return page.sections().stream()
                .filter(section -> section.title().equals(title))
                .map(Section::blocks)
                .flatMap(List::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void theFactsAreTheScoresOwnNumbers() throws IOException {
        Score score = score(FOUND, true, 2);

        ReportPage page = page(score, PictureOptions.none("none"));

        assertThat(page.facts().get(0).value()).isEqualTo(CocoSummary.fixed(score.stats()[0], 3));
        assertThat(page.facts().get(1).value()).isEqualTo(CocoSummary.fixed(score.stats()[1], 3));
    }

    @Test
    void kindsOfErrorsAreTidesNumbers() throws IOException {
        Score score = score(FOUND, true, 2);
        TideAnalysis tide = TideAnalysis.of(
                score.curves().orElseThrow().truth(),
                score.curves().orElseThrow().detections(),
                IouType.BBOX);

        Table table = blocks(page(score, PictureOptions.none("none")), "Kinds of errors", Table.class)
                .get(0);

        for (TideError kind : TideError.values()) {
            List<Table.Cell> row = table.rows().get(kind.ordinal());
            assertThat(row.get(2).text()).isEqualTo("" + tide.counts().get(kind));
            assertThat(row.get(3).text())
                    .isEqualTo(String.format(Locale.ROOT, "%.4f", tide.gains().get(kind)));
        }
    }

    @Test
    void theConfusionsAreThoseOfTheMatrix() throws IOException {
        Score score = score(FOUND, true, 2);
        var evaluation = score.curves().orElseThrow();
        double best = Pooled.of(evaluation).bestScore();
        ConfusionMatrix matrix =
                ConfusionMatrix.of(evaluation.truth(), evaluation.detections(), IouType.BBOX, best, 0.5, 100);

        Matrix shown = blocks(page(score, PictureOptions.none("none")), "Confusions", Matrix.class)
                .get(0);

        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(shown.values()[i][j]).isEqualTo(matrix.counts()[i][j]);
            }
        }
    }

    @Test
    void theCurveOfAnIouIsTheMeanPrecisionOfTheEvaluation() throws IOException {
        Score score = score(FOUND, true, 2);
        var evaluation = score.curves().orElseThrow();

        LineChart.Series series = blocks(
                        page(score, PictureOptions.none("none")), "Precision and recall", LineChart.class)
                .get(0)
                .series()
                .get(0);

        assertThat(series.name()).isEqualTo("IoU 0.50");
        // Only cats have objects, so that their precision is the mean.
        for (int r = 0; r < series.y().length; r++) {
            assertThat(series.y()[r]).isEqualTo(evaluation.precision(0, r, 0, 0, 2));
        }
    }

    @Test
    void theWorstPicturesStandBesideTheirTruth() throws IOException {
        pictures();

        ReportPage page = page(score(FOUND, true, 2), PictureOptions.DEFAULT);

        List<SideBySide> shown = blocks(page, "Worst pictures", SideBySide.class);
        assertThat(shown).isNotEmpty();
        assertThat(shown.get(0).pairs().get(0).left().caption()).isEqualTo("truth");
        assertThat(shown.get(0).pairs().get(0).right().caption()).isEqualTo("found");
        assertThat(page.toHtml()).contains("b.png: 1 object missed");
        Table table = blocks(page, "Worst pictures", Table.class).get(0);
        long objects = table.rows().stream()
                .mapToLong(row -> Long.parseLong(row.get(1).text()))
                .sum();
        assertThat(objects).isEqualTo(3);
    }

    @Test
    void withoutPicturesTheReportSaysWhy() throws IOException {
        String html = page(score(FOUND, true, 2), PictureOptions.none("the pictures are not at hand"))
                .toHtml();

        assertThat(html).contains("the pictures are not at hand").contains("Worst pictures");
    }

    @Test
    void picturesThatCanNotBeReadAreNamed() throws IOException {
        Files.deleteIfExists(folder.resolve("a.png"));

        assertThat(page(score(FOUND, true, 2), PictureOptions.DEFAULT).toHtml()).contains("not shown: ");
    }

    @Test
    void emptyCasesGiveAPage() throws IOException {
        for (Score score : List.of(score("[]", true, 2), score(FOUND, false, 2), score("[]", false, 1))) {
            assertThat(page(score, PictureOptions.DEFAULT).toHtml())
                    .contains("Worst pictures")
                    .doesNotContain(">NaN<")
                    .doesNotContain("NaN%");
        }
    }

    @Test
    void oneClassIsEnough() throws IOException {
        pictures();
        String one = "[{\"image_id\":1,\"category_id\":1,\"bbox\":[10,10,40,40],\"score\":0.9}]";

        assertThat(page(score(one, true, 1), PictureOptions.DEFAULT).toHtml()).contains("Kinds of errors");
    }

    @Test
    void theCurvesOfTwoResultsLieOverEachOther() throws IOException {
        Score first = score(FOUND, true, 2);
        var evaluation = first.curves().orElseThrow();
        Detections fewer = evaluation.detections().select(new int[] {0});
        Score second = ScoreProtocols.coco(evaluation.truth(), fewer, CocoParameters.of(IouType.BBOX), List.of());
        var made = new maskrcnn4j.metrics.analysis.Bootstrap(20, 0)
                .compare(first.curves().orElseThrow(), second.curves().orElseThrow());
        Score compared = first.withComparison(made, second.curves().orElseThrow());

        List<LineChart> charts = blocks(page(compared, PictureOptions.none("none")), "Comparison", LineChart.class);

        assertThat(charts.get(0).series())
                .extracting(LineChart.Series::name)
                .containsExactly("first, IoU 0.50", "second, IoU 0.50", "first, IoU 0.75", "second, IoU 0.75");
    }
}

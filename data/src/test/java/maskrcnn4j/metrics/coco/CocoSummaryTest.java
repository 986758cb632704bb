package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CocoSummaryTest {
    private static final CocoParameters BBOX = CocoParameters.of(IouType.BBOX);
    private static final double[] HERE = {0, 0, 10, 10};

    @Test
    void printsTheFamiliarLines() {
        List<String> lines = CocoSummary.of(scene().evaluate()).lines();
        assertThat(lines)
                .containsExactly(
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505",
                        " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.505",
                        " Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.505",
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.505",
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = -1.000",
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = -1.000",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.500",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 0.500",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.500",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.500",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = -1.000",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = -1.000");
    }

    private static Scene scene() {
        return new Scene().object(1, 1, HERE).object(1, 1, 50, 50, 10, 10).detection(1, 1, 0.9, HERE);
    }

    @Test
    void roundsTheExactValueWithTiesToEven() {
        assertThat(CocoSummary.fixed(0.0625, 3)).isEqualTo("0.062");
        assertThat(CocoSummary.fixed(0.1875, 3)).isEqualTo("0.188");
        assertThat(CocoSummary.fixed(0.0005, 3)).isEqualTo("0.001");
        assertThat(CocoSummary.fixed(-1, 3)).isEqualTo("-1.000");
        assertThat(CocoSummary.fixed(0.95, 2)).isEqualTo("0.95");
    }

    @Test
    void thresholdsThatAreMissingGiveMinusOneAndAReason() {
        CocoEvaluation evaluation = scene().evaluate(BBOX.withIouThresholds(0.3));
        assertThat(evaluation.stats()[1]).isEqualTo(-1);
        assertThat(evaluation.stats()[2]).isEqualTo(-1);
        assertThat(evaluation.stats()[0]).isPositive();
        assertThat(Notes.on(evaluation, List.of()))
                .contains(
                        "AP50 is -1 because 0.5 is not among the IoU thresholds",
                        "AP75 is -1 because 0.75 is not among the IoU thresholds");
    }

    @Test
    void rangesWithOtherNamesGiveMinusOneAndAReason() {
        CocoEvaluation evaluation =
                scene().evaluate(BBOX.withAreaRanges(List.of(new AreaRange("everything", 0, 1e10))));
        assertThat(evaluation.stats()).containsOnly(-1.0);
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("no range of sizes of that name"));
    }

    @Test
    void tellsWhyANumberIsMinusOne() {
        assertThat(Notes.on(scene().evaluate(), List.of()))
                .containsExactly(
                        "the numbers for medium are -1 because no object that counts has an area from 1024 to 9216",
                        "the numbers for large are -1 because no object that counts has an area from 9216 to"
                                + " 10000000000");
        assertThat(Notes.on(new Scene().categories(1).images(1).evaluate(), List.of()))
                .contains("every number is -1 because there are no objects that count")
                .contains("there are no detections: every number is 0, or -1 where there are no objects");
        assertThat(Notes.on(scene().evaluate(BBOX.withMaxDetections(1, 10, 300)), List.of()))
                .anyMatch(
                        note -> note.startsWith("AP is -1 because, as in pycocotools, it is taken at a limit of 100"));
    }

    @Test
    void tellsWhyNothingMatches() {
        CocoEvaluation classes = new Scene()
                .categories(1, 2)
                .object(1, 1, HERE)
                .detection(1, 2, 0.9, HERE)
                .evaluate();
        assertThat(Notes.on(classes, List.of())).anyMatch(note -> note.contains("no detection is of a category that"));
        assertThat(Notes.on(classes, List.of(new maskrcnn4j.dataset.Category(2, "dog"))))
                .anyMatch(note -> note.endsWith("2 is \"dog\" there and \"class 2\" here"));
        CocoEvaluation images =
                new Scene().object(1, 1, HERE).detection(2, 1, 0.9, HERE).evaluate();
        assertThat(Notes.on(images, List.of())).anyMatch(note -> note.contains("no detection is of an image that"));
        CocoEvaluation fractions = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, 0.9, 0, 0, 0.1, 0.1)
                .evaluate();
        assertThat(Notes.on(fractions, List.of())).anyMatch(note -> note.contains("fractions of the image"));
        CocoEvaluation corners = new Scene()
                .object(1, 1, 60, 60, 20, 20)
                .detection(1, 1, 0.9, 60, 60, 80, 80)
                .evaluate();
        assertThat(Notes.on(corners, List.of())).anyMatch(note -> note.contains("corners (x1, y1, x2, y2)"));
        CocoEvaluation elsewhere = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, 0.9, 50, 50, 5, 5)
                .evaluate();
        assertThat(Notes.on(elsewhere, List.of())).anyMatch(note -> note.contains("agrees enough"));
    }
}

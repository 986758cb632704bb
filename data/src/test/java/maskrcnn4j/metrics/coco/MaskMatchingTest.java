package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.metrics.EvaluationException;
import org.junit.jupiter.api.Test;

/** What pycocotools makes of the masks of files, good and bad. */
class MaskMatchingTest {
    private static final CocoParameters SEGM = CocoParameters.of(IouType.SEGM);

    @Test
    void aResultWithABoxAloneHasTheMaskOfItsCorners() {
        CocoEvaluation evaluation = new Scene()
                .size(10, 10)
                .object(1, 1, false, runs(10, 10, 0, 2, 8, 2, 88))
                .detection(1, 1, 0.5, 0.5, 0.5, 2, 2)
                .evaluate(SEGM.withIouThresholds(0.33));
        assertThat(iou(evaluation)).isEqualTo(1.0 / 7);
    }

    @Test
    void masksOfDifferentSizesNeverMatchAndAreNoted() {
        CocoEvaluation evaluation = new Scene()
                .size(10, 10)
                .object(1, 1, false, runs(10, 10, 0, 100))
                .detection(1, 1, 0.5, 50, runs(5, 10, 0, 50))
                .evaluate(SEGM);
        assertThat(iou(evaluation)).isEqualTo(-1);
        assertThat(evaluation.recall(0, 0, 0, 2)).isZero();
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("another size than its image"));
    }

    @Test
    void runsOfZeroEndTheComparisonUnlessCorrected() {
        assertThat(iou(withZeroRuns(true).evaluate(SEGM))).isEqualTo(0.5);
        assertThat(iou(withZeroRuns(false).evaluate(SEGM))).isEqualTo(1);
        assertThat(iou(withZeroRuns(true).evaluate(SEGM.withRules(Rules.CORRECTED))))
                .isEqualTo(1);
    }

    private static Scene withZeroRuns(boolean crowd) {
        return new Scene()
                .size(2, 2)
                .object(1, 1, crowd, runs(2, 2, 0, 2, 0, 2))
                .detection(1, 1, 0.5, 4, runs(2, 2, 0, 2, 0, 2));
    }

    @Test
    void runsThatDoNotFillTheMaskAreRefused() {
        Scene scene = new Scene()
                .size(4, 4)
                .object(1, 1, false, runs(4, 4, 5, 2, 9))
                .detection(1, 1, 0.5, 2, runs(4, 4, 5, 2));
        assertThatThrownBy(() -> scene.evaluate(SEGM))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("detections: results[0]: ")
                .hasMessageContaining("7")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anObjectWithoutMaskIsRefusedByName() {
        Scene scene = new Scene().object(1, 1, 0, 0, 5, 5).detection(1, 1, 0.5, 2, runs(100, 100, 0, 10000));
        assertThatThrownBy(() -> scene.evaluate(SEGM))
                .hasMessage("scene: annotation 1: has no segmentation; add one, or score boxes with --type bbox");
    }

    @Test
    void aFirstOutlineThatIsTooShortCountsAsEmptyWithANote() {
        CocoEvaluation evaluation = new Scene()
                .size(6, 6)
                .object(1, 1, false, new InstanceMask.Polygons(List.of(new double[] {0, 0, 4, 4})))
                .detection(1, 1, 0.5, 36, runs(6, 6, 0, 36))
                .evaluate(SEGM);
        assertThat(iou(evaluation)).isZero();
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("fewer than three corners"));
    }

    @Test
    void coordinatesThatAreNotNumbersAreRefusedByName() {
        Scene scene = new Scene()
                .object(1, 1, false, new InstanceMask.Polygons(List.of(new double[] {0, 0, 4, 4, Double.NaN, 0})))
                .detection(1, 1, 0.5, 2, runs(100, 100, 0, 10000));
        assertThatThrownBy(() -> scene.evaluate(SEGM)).hasMessageStartingWith("scene: annotation 1: ");
    }

    private static double iou(CocoEvaluation evaluation) {
        double[] result = new double[1];
        CocoParameters everything = evaluation.parameters().withIouThresholds(0);
        EvaluationJob job = new EvaluationJob(
                evaluation.truth(), evaluation.detections(), everything, new CocoMatchRules(everything.rules()));
        job.newIouSource().cell(new int[] {0}, 1, new int[] {0}, 0, 1, result);
        return result[0];
    }

    private static InstanceMask runs(int height, int width, int... counts) {
        return new InstanceMask.Runs(height, width, counts);
    }
}

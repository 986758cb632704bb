package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;

import maskrcnn4j.dataset.InstanceMask;
import org.junit.jupiter.api.Test;

/** Where the numbers of pycocotools come from rounding: grids, divisions, sums. */
class GridAndArithmeticTest {
    private static final CocoParameters BBOX = CocoParameters.of(IouType.BBOX);

    @Test
    void theEighthThresholdIsBelowNineTenths() {
        assertThat(BBOX.iouThresholds())
                .containsExactly(0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95);
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, 0, 0, 20, 10)
                .detection(1, 1, 0.5, 0, 0, 18, 10)
                .evaluate();

        int matched = 0;
        for (int t = 0; t < 10; t++) {
            matched += Scene.matches(evaluation, 0, 0, 0, t)[0] == 1 ? 1 : 0;
        }
        assertThat(matched).isEqualTo(9);
    }

    @Test
    void recallThresholdsAreMultiplesOfAHundredth() {
        for (int i = 0; i < 101; i++) {
            assertThat(BBOX.recallThresholds()[i]).isEqualTo(i * 0.01);
        }
        assertThat(BBOX.recallThresholds()[70]).isGreaterThan(0.7);
    }

    @Test
    void sevenOfTenDoNotReachTheRecallOfSeventyHundredths() {
        Scene scene = new Scene();
        for (int i = 0; i < 10; i++) {
            scene.object(1, 1, 100 * i, 0, 10, 10);
        }
        for (int i = 0; i < 7; i++) {
            scene.detection(1, 1, 0.9, 100 * i, 0, 10, 10);
        }
        CocoEvaluation evaluation = scene.evaluate();

        assertThat(evaluation.precision(0, 69, 0, 0, 2)).isEqualTo(1);
        assertThat(evaluation.precision(0, 70, 0, 0, 2)).isZero();
        assertThat(evaluation.stats()[1]).isEqualTo(0.693069306930693);
    }

    @Test
    void oneRightDetectionIsALittleLessThanPerfect() {
        CocoEvaluation one = new Scene()
                .object(1, 1, 0, 0, 9, 9)
                .detection(1, 1, 0.5, 0, 0, 9, 9)
                .evaluate();
        assertThat(one.precision(0, 0, 0, 0, 2)).isEqualTo(0.9999999999999998);

        CocoEvaluation half = new Scene()
                .object(1, 1, 0, 0, 9, 9)
                .detection(1, 1, 0.9, 50, 50, 9, 9)
                .detection(1, 1, 0.5, 0, 0, 9, 9)
                .evaluate();
        assertThat(half.precision(0, 0, 0, 0, 2)).isEqualTo(0.5);

        CocoEvaluation two = new Scene()
                .object(1, 1, 0, 0, 9, 9)
                .object(1, 1, 50, 50, 9, 9)
                .detection(1, 1, 0.9, 50, 50, 9, 9)
                .detection(1, 1, 0.5, 0, 0, 9, 9)
                .evaluate();
        assertThat(two.precision(0, 0, 0, 0, 2)).isEqualTo(1);
    }

    @Test
    void aThresholdOfOneLeavesRoomForRounding() {
        CocoParameters one = BBOX.withIouThresholds(1);
        double[] nearlyItself = {620.46, 347.95, 0.56, 157.47};
        CocoEvaluation matched = new Scene()
                .object(1, 1, nearlyItself)
                .detection(1, 1, 0.5, nearlyItself)
                .evaluate(one);
        assertThat(Scene.matches(matched, 0, 0, 0, 0)).containsExactly(1);

        double[] tiny = {1000.1, 0, 1e-6, 1e-6};
        CocoEvaluation missed =
                new Scene().object(1, 1, tiny).detection(1, 1, 0.5, tiny).evaluate(one);
        assertThat(Scene.matches(missed, 0, 0, 0, 0)).containsExactly(0);
    }

    @Test
    void boxAgreementRoundsEveryStep() {
        assertThat(iou(new double[] {0.1, 0.2, 0.3, 0.4}, new double[] {0.15, 0.25, 0.3, 0.4}))
                .isEqualTo(0.573770491803279);
        assertThat(iou(new double[] {258.15, 41.29, 348.26, 243.78}, new double[] {250, 40, 350.5, 240.1}))
                .isEqualTo(0.9365310525239993);
    }

    @Test
    void aBoxWithItselfNeedNotBeOneAndIsNotClamped() {
        assertThat(withItself(620.46, 347.95, 0.56, 157.47)).isEqualTo(0.9999999999998044);
        assertThat(withItself(619.52, 121.54, 0.69, 166.1)).isEqualTo(1.0000000000001583);
        assertThat(withItself(1000.1, 0, 1e-6, 1e-6)).isEqualTo(0.9999999949504853);
    }

    @Test
    void boxesThatOnlyTouchOrHaveNoSizeDoNotAgree() {
        assertThat(iou(new double[] {0, 0, 10, 10}, new double[] {10, 0, 10, 10}))
                .isZero();
        assertThat(withItself(5, 5, 0, 0)).isZero();
        assertThat(withItself(10, 10, -5, -5)).isZero();
    }

    @Test
    void whatIsNotANumberIsPassedOverAsInC() {
        assertThat(iou(new double[] {Double.NaN, 0, 10, 10}, new double[] {0, 0, 10, 10}))
                .isEqualTo(1);
        assertThat(iou(new double[] {0, 0, Double.NaN, 10}, new double[] {0, 0, 10, 10}))
                .isNaN();
        assertThat(withItself(0, 0, 1e200, 1e200)).isNaN();
        assertThat(withItself(0, 0, Double.POSITIVE_INFINITY, 10)).isNaN();
    }

    @Test
    void anAgreementThatIsNotANumberTakesTheLastObject() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, 0, 0, 10, 10)
                .object(1, 1, 50, 0, 10, 10)
                .detection(1, 1, 0.5, 0, 0, Double.NaN, 10)
                .evaluate();
        for (int t = 0; t < 10; t++) {
            assertThat(Scene.matches(evaluation, 0, 0, 0, t)).containsExactly(2);
        }
    }

    @Test
    void maskAgreementIsOneDivisionOfPixelCounts() {
        CocoEvaluation evaluation = new Scene()
                .size(4, 4)
                .object(1, 1, false, new InstanceMask.Runs(4, 4, new int[] {3, 9, 4}))
                .detection(1, 1, 0.5, 7, new InstanceMask.Runs(4, 4, new int[] {0, 7, 9}))
                .evaluate(CocoParameters.of(IouType.SEGM).withIouThresholds(0.3333333333333333));
        assertThat(Scene.matches(evaluation, 0, 0, 0, 0)).containsExactly(1);
        CocoEvaluation above = new Scene()
                .size(4, 4)
                .object(1, 1, false, new InstanceMask.Runs(4, 4, new int[] {3, 9, 4}))
                .detection(1, 1, 0.5, 7, new InstanceMask.Runs(4, 4, new int[] {0, 7, 9}))
                .evaluate(CocoParameters.of(IouType.SEGM).withIouThresholds(Math.nextUp(0.3333333333333333)));
        assertThat(Scene.matches(above, 0, 0, 0, 0)).containsExactly(0);
    }

    private static double withItself(double... box) {
        return iou(box, box);
    }

    private static double iou(double[] detection, double[] object) {
        CocoEvaluation evaluation =
                new Scene().object(1, 1, object).detection(1, 1, 0.5, detection).evaluate();
        double[] result = new double[1];
        evaluation.job().newIouSource().cell(new int[] {0}, 1, new int[] {0}, 0, 1, result);
        return result[0];
    }
}

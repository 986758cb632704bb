package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.metrics.EvaluationException;
import org.junit.jupiter.api.Test;

/** What counts and what does not: sizes, ignored objects, crowds, empty classes. */
class AreaIgnoreCrowdTest {
    private static final CocoParameters BBOX = CocoParameters.of(IouType.BBOX);
    private static final double[] HERE = {0, 0, 10, 10};
    private static final double[] THERE = {50, 50, 10, 10};
    private static final double PERFECT = 0.9999999999999998;

    @Test
    void rangesOfSizeIncludeBothEnds() {
        assertThat(rangesThatCount(1024)).containsExactly(true, true, true, false);
        assertThat(rangesThatCount(9216)).containsExactly(true, false, true, true);
        assertThat(rangesThatCount(1e10)).containsExactly(true, false, false, true);
        assertThat(rangesThatCount(1.0000000001e10)).containsExactly(false, false, false, false);
        assertThat(rangesThatCount(Double.NaN)).containsExactly(true, true, true, true);
        assertThat(rangesThatCount(0)).containsExactly(true, true, false, false);
    }

    private static boolean[] rangesThatCount(double area) {
        CocoEvaluation evaluation = new Scene().objectOfArea(area, 1, 1, HERE).evaluate();
        boolean[] counts = new boolean[4];
        for (int a = 0; a < 4; a++) {
            counts[a] = evaluation.recall(0, 0, a, 2) > -1;
        }
        return counts;
    }

    @Test
    void theAreaOfTheFileDecidesAndMustBeThere() {
        CocoEvaluation stated = new Scene().objectOfArea(5000, 1, 1, HERE).evaluate();
        assertThat(stated.stats()[3]).isEqualTo(-1);
        assertThat(stated.stats()[4]).isZero();

        Scene boxless =
                new Scene().object(1, 1, false, InstanceMask.Absent.ABSENT).detection(1, 1, 0.5, HERE);
        assertThatThrownBy(boxless::evaluate)
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("scene: annotation 1: has no bbox");
        Scene arealess = new Scene().objectWithoutArea(1, 1, HERE);
        assertThatThrownBy(arealess::evaluate)
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("scene: annotation 1: has no area");
        CocoEvaluation computed = new Scene().objectWithoutArea(1, 1, HERE).evaluate(BBOX.withRules(Rules.CORRECTED));
        assertThat(computed.recall(0, 0, 1, 2)).isZero();
    }

    @Test
    void anUnmatchedDetectionOfAnotherSizeIsIgnored() {
        CocoEvaluation evaluation = new Scene()
                .categories(1)
                .images(1)
                .object(1, 1, 70, 70, 5, 5)
                .detection(1, 1, 0.9, 0, 0, 32, 32)
                .detection(1, 1, 0.8, HERE)
                .evaluate();
        for (int a = 0; a < 4; a++) {
            boolean[] ignored = evaluation.cells(0, a).get(0).ignored()[0];
            assertThat(ignored).containsExactly(a == 3, a > 1);
        }
    }

    @Test
    void aMatchedDetectionTakesTheFlagOfItsObjectWhateverItsOwnSize() {
        CocoEvaluation evaluation = new Scene()
                .objectOfArea(2000, 1, 1, HERE)
                .detection(1, 1, 0.9, HERE)
                .evaluate();
        assertThat(evaluation.cells(0, 1).get(0).ignored()[0]).containsExactly(true);
        assertThat(evaluation.stats()[4]).isEqualTo(PERFECT);
    }

    @Test
    void theIgnoreFieldIsOverwrittenByCrowdUnlessCorrected() {
        Scene scene = new Scene().ignoredObject(1, 1, HERE);
        CocoEvaluation evaluation = scene.evaluate();
        assertThat(evaluation.recall(0, 0, 0, 2)).isZero();
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("asks to be ignored"));

        Scene again = new Scene().ignoredObject(1, 1, HERE);
        assertThat(again.evaluate(BBOX.withRules(Rules.CORRECTED)).recall(0, 0, 0, 2))
                .isEqualTo(-1);
    }

    @Test
    void aCrowdTakesManyAndIsMeasuredByTheDetection() {
        CocoEvaluation evaluation = new Scene()
                .crowd(1, 1, 0, 0, 50, 50)
                .object(1, 1, 200, 200, 10, 10)
                .detection(1, 1, 0.9, 0, 0, 10, 10)
                .detection(1, 1, 0.8, 20, 20, 10, 10)
                .evaluate();
        assertThat(Scene.matches(evaluation, 0, 0, 0, 9)).containsExactly(1, 1);

        CocoEvaluation small = new Scene()
                .crowd(1, 1, 0, 0, 50, 50)
                .detection(1, 1, 0.9, 45, 45, 20, 20)
                .evaluate(BBOX.withIouThresholds(0.0625, Math.nextUp(0.0625)));
        assertThat(Scene.matches(small, 0, 0, 0, 0)).containsExactly(1);
        assertThat(Scene.matches(small, 0, 0, 0, 1)).containsExactly(0);
    }

    @Test
    void anIgnoredObjectThatIsNoCrowdTakesOneDetection() {
        CocoEvaluation evaluation = new Scene()
                .objectOfArea(5000, 1, 1, HERE)
                .detection(1, 1, 0.9, HERE)
                .detection(1, 1, 0.8, HERE)
                .evaluate();
        assertThat(Scene.matches(evaluation, 0, 1, 0, 0)).containsExactly(1, 0);
    }

    @Test
    void classesWithoutObjectsDoNotCountAndThoseWithoutDetectionsAreZero() {
        CocoEvaluation evaluation = new Scene()
                .categories(1, 2, 3)
                .object(1, 1, HERE)
                .object(1, 3, HERE)
                .detection(1, 1, 0.9, HERE)
                .detection(1, 2, 0.9, HERE)
                .evaluate();
        assertThat(evaluation.means().precision(-1, 1, 0, 2)).isEqualTo(-1);
        assertThat(evaluation.means().precision(-1, 2, 0, 2)).isZero();
        assertThat(evaluation.stats()[0]).isEqualTo(PERFECT / 2);

        double[] empty = new Scene()
                .categories(1)
                .images(1)
                .detection(1, 1, 0.9, HERE)
                .evaluate()
                .stats();
        assertThat(Arrays.stream(empty)).containsOnly(-1.0);
    }

    @Test
    void detectionsOnImagesWithoutObjectsAreWrong() {
        CocoEvaluation evaluation = new Scene()
                .images(1, 2)
                .object(2, 1, HERE)
                .detection(1, 1, 0.9, HERE)
                .detection(2, 1, 0.8, HERE)
                .evaluate();
        assertThat(evaluation.stats()[0]).isEqualTo(0.5);
    }

    @Test
    void theFirstRecallThatIsNotReachedEndsTheCurve() {
        CocoEvaluation falling = half().evaluate(BBOX.withRecallThresholds(1, 0.5));
        assertThat(falling.precision(0, 0, 0, 0, 2)).isZero();
        assertThat(falling.precision(0, 1, 0, 0, 2)).isZero();
        CocoEvaluation rising = half().evaluate(BBOX.withRecallThresholds(0.5, 1));
        assertThat(rising.precision(0, 0, 0, 0, 2)).isEqualTo(PERFECT);
        assertThat(rising.precision(0, 1, 0, 0, 2)).isZero();
    }

    private static Scene half() {
        return new Scene().object(1, 1, HERE).object(1, 1, THERE).detection(1, 1, 0.9, HERE);
    }

    @Test
    void recallIsTheLastOneAndZeroWithoutDetections() {
        assertThat(half().evaluate().recall(0, 0, 0, 2)).isEqualTo(0.5);
        CocoEvaluation none = new Scene().object(1, 1, HERE).evaluate();
        assertThat(none.recall(0, 0, 0, 2)).isZero();
        assertThat(none.score(0, 0, 0, 0, 2)).isZero();
    }

    @Test
    void ignoredDetectionsHoldTheirRankAmongScores() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, 0.5, HERE)
                .detection(2, 1, 0.9, 0, 0, 50, 50)
                .evaluate();
        assertThat(evaluation.score(0, 0, 0, 1, 2)).isEqualTo(0.9);
        for (int r = 1; r < 101; r++) {
            assertThat(evaluation.score(0, r, 0, 1, 2)).isEqualTo(0.5);
            assertThat(evaluation.precision(0, r, 0, 1, 2)).isEqualTo(PERFECT);
        }
    }
}

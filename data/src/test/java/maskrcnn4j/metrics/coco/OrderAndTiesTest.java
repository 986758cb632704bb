package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Who goes first: in what order pycocotools sorts, matches and cuts. */
class OrderAndTiesTest {
    private static final CocoParameters BBOX = CocoParameters.of(IouType.BBOX);
    private static final double[] HERE = {0, 0, 10, 10};
    private static final double[] THERE = {50, 50, 10, 10};

    @Test
    void tiesAcrossImagesGoByImageIdWhateverTheOrderOfTheFile() {
        CocoEvaluation second = new Scene()
                .images(1, 2)
                .object(2, 1, HERE)
                .detection(2, 1, 0.5, HERE)
                .detection(1, 1, 0.5, HERE)
                .evaluate();
        assertThat(second.stats()[0]).isEqualTo(0.5);

        CocoEvaluation first = new Scene()
                .images(1, 2)
                .object(1, 1, HERE)
                .detection(2, 1, 0.5, HERE)
                .detection(1, 1, 0.5, HERE)
                .evaluate();
        assertThat(first.stats()[0]).isEqualTo(0.9999999999999998);
    }

    @Test
    void tiesWithinAnImageKeepTheOrderOfTheFile() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, 0.5, THERE)
                .detection(1, 1, 0.5, HERE)
                .evaluate();
        assertThat(evaluation.cells(0, 0).get(0).detections()).containsExactly(0, 1);
        assertThat(evaluation.stats()[0]).isEqualTo(0.5);
    }

    @Test
    void scoresThatAreNotNumbersComeLast() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, Double.NaN, HERE)
                .detection(1, 1, 0.5, THERE)
                .detection(1, 1, 0.7, THERE)
                .evaluate();
        assertThat(evaluation.cells(0, 0).get(0).detections()).containsExactly(2, 1, 0);
        assertThat(evaluation.recall(0, 0, 0, 2)).isEqualTo(1);
    }

    @Test
    void scoresBelowZeroAndAboveOneAreScores() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .detection(1, 1, -3, THERE)
                .detection(1, 1, Double.POSITIVE_INFINITY, HERE)
                .evaluate();
        assertThat(evaluation.stats()[0]).isEqualTo(0.9999999999999998);
    }

    @Test
    void classesAreInOrderOfTheirIdsEachOnce() {
        CocoEvaluation evaluation = new Scene().categories(9, 2, 5).evaluate(BBOX.withCategoryIds(5, 2, 5));
        assertThat(evaluation.categoryIds()).containsExactly(2, 5);
        assertThat(new Scene().categories(9, 2, 5).evaluate().categoryIds()).containsExactly(2, 5, 9);
    }

    @Test
    void theLimitCutsBeforeMatching() {
        Scene scene = new Scene().object(1, 1, HERE);
        for (int i = 0; i < 100; i++) {
            scene.detection(1, 1, 0.9, THERE);
        }
        CocoEvaluation evaluation = scene.detection(1, 1, 0.8, HERE).evaluate();
        assertThat(evaluation.recall(0, 0, 0, 2)).isZero();
    }

    @Test
    void theLimitIsPerClass() {
        Scene scene = new Scene().object(1, 1, HERE);
        for (int i = 0; i < 100; i++) {
            scene.detection(1, 2, 0.9, THERE);
        }
        CocoEvaluation evaluation = scene.detection(1, 1, 0.8, HERE).evaluate();
        assertThat(evaluation.recall(0, 0, 0, 2)).isEqualTo(1);
    }

    @Test
    void theFirstNumberAlwaysAsksForOneHundredDetections() {
        Scene scene = new Scene().object(1, 1, HERE).detection(1, 1, 0.5, HERE);
        double[] stats = scene.evaluate(BBOX.withMaxDetections(300, 1, 10)).stats();
        assertThat(stats[0]).isEqualTo(-1);
        assertThat(stats[1]).isGreaterThan(0.999);
        assertThat(stats[8]).isEqualTo(1);

        Scene again = new Scene().object(1, 1, HERE).detection(1, 1, 0.5, HERE);
        CocoParameters corrected = BBOX.withMaxDetections(1, 10, 300).withRules(Rules.CORRECTED);
        assertThat(again.evaluate(corrected).stats()[0]).isGreaterThan(0.999);
    }

    @Test
    void aLimitOfZeroFindsNothingAndTwoLimitsMakeNoSummary() {
        Scene scene = new Scene().object(1, 1, HERE).detection(1, 1, 0.5, HERE);
        CocoEvaluation evaluation = scene.evaluate(BBOX.withMaxDetections(0));
        assertThat(evaluation.recall(0, 0, 0, 0)).isZero();
        assertThat(evaluation.precision(0, 0, 0, 0, 0)).isZero();
        assertThatThrownBy(evaluation::stats).hasMessageContaining("three limits");
    }

    @Test
    void ofEqualAgreementsTheLaterObjectIsTaken() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .object(1, 1, HERE)
                .crowd(1, 1, HERE)
                .detection(1, 1, 0.9, HERE)
                .detection(1, 1, 0.8, HERE)
                .detection(1, 1, 0.7, HERE)
                .detection(1, 1, 0.6, HERE)
                .evaluate();
        assertThat(Scene.matches(evaluation, 0, 0, 0, 0)).containsExactly(2, 1, 3, 3);

        CocoEvaluation crowds = new Scene()
                .crowd(1, 1, HERE)
                .crowd(1, 1, HERE)
                .detection(1, 1, 0.9, HERE)
                .evaluate();
        assertThat(Scene.matches(crowds, 0, 0, 0, 0)).containsExactly(2);
    }

    @Test
    void anObjectThatCountsGoesBeforeAnIgnoredOneOfGreaterAgreement() {
        CocoEvaluation evaluation = new Scene()
                .crowd(1, 1, 0, 0, 50, 50)
                .object(1, 1, HERE)
                .detection(1, 1, 0.9, 0, 0, 6, 10)
                .evaluate();
        for (int t = 0; t < 10; t++) {
            assertThat(Scene.matches(evaluation, 0, 0, 0, t)).containsExactly(t < 3 ? 2 : 1);
            assertThat(evaluation.cells(0, 0).get(0).ignored()[t][0]).isEqualTo(t >= 3);
        }
    }

    @Test
    void withoutCategoriesTiesGoByClassFirst() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .categories(2)
                .detection(1, 2, 0.9, HERE)
                .detection(1, 1, 0.9, HERE)
                .evaluate(BBOX.withCategories(false));
        assertThat(evaluation.categoryIds()).containsExactly(-1);
        assertThat(evaluation.cells(0, 0).get(0).detections()).containsExactly(1, 0);
    }

    @Test
    void withoutCategoriesAClassListedTwiceCountsTwice() {
        Scene scene = new Scene().object(1, 1, HERE).repeatCategory(1).detection(1, 1, 0.9, HERE);
        CocoEvaluation evaluation = scene.evaluate(BBOX.withCategories(false));
        assertThat(evaluation.stats()[6]).isEqualTo(0.5);
        assertThat(Notes.on(evaluation, java.util.List.of())).anyMatch(note -> note.contains("listed again"));

        Scene told = new Scene().object(1, 1, HERE).repeatCategory(1).detection(1, 1, 0.9, HERE);
        assertThat(told.evaluate().stats()[6]).isEqualTo(1);
    }
}

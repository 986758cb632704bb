package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What ids do to the numbers of pycocotools. */
class IdsTest {
    private static final CocoParameters BBOX = CocoParameters.of(IouType.BBOX);
    private static final double[] HERE = {0, 0, 10, 10};
    private static final double[] THERE = {50, 50, 10, 10};

    @Test
    void aMatchWithTheObjectOfIdZeroIsLost() {
        CocoEvaluation evaluation = zero().evaluate();
        assertThat(evaluation.stats()[0]).isZero();
        assertThat(evaluation.stats()[8]).isZero();
        assertThat(Scene.matches(evaluation, 0, 0, 0, 0)).containsExactly(0, 0);
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("has the id 0"));

        CocoEvaluation corrected = zero().evaluate(BBOX.withRules(Rules.CORRECTED));
        assertThat(corrected.stats()[8]).isEqualTo(1);
        assertThat(Notes.on(corrected, List.of())).noneMatch(note -> note.contains("id 0"));
    }

    private static Scene zero() {
        return new Scene()
                .object(0, 1, 1, false, 100, HERE)
                .detection(1, 1, 0.9, HERE)
                .detection(1, 1, 0.8, HERE);
    }

    @Test
    void negativeIdsWork() {
        CocoEvaluation evaluation = new Scene()
                .object(-7, 1, 1, false, 100, HERE)
                .detection(1, 1, 0.9, HERE)
                .evaluate();
        assertThat(evaluation.stats()[8]).isEqualTo(1);
    }

    @Test
    void objectsThatShareAnIdAreTakenForTheLast() {
        CocoEvaluation evaluation = shared().evaluate();
        assertThat(evaluation.stats()[0]).isEqualTo(0.252475, within(5e-7));
        assertThat(evaluation.stats()[8]).isEqualTo(0.5);
        assertThat(evaluation.cells(0, 0).get(0).objects()).containsExactly(1, 1);
        assertThat(Notes.on(evaluation, List.of())).anyMatch(note -> note.contains("shares the id"));

        CocoEvaluation corrected = shared().evaluate(BBOX.withRules(Rules.CORRECTED));
        assertThat(corrected.stats()[8]).isEqualTo(1);
    }

    private static Scene shared() {
        return new Scene()
                .object(5, 1, 1, false, 100, HERE)
                .object(5, 1, 1, false, 100, THERE)
                .detection(1, 1, 0.9, HERE)
                .detection(1, 1, 0.8, THERE);
    }

    @Test
    void detectionsOfUnknownClassesAreDroppedWithANote() {
        CocoEvaluation evaluation = new Scene()
                .object(1, 1, HERE)
                .detection(1, 99, 0.9, THERE)
                .detection(1, 1, 0.8, HERE)
                .evaluate();
        assertThat(evaluation.stats()[0]).isEqualTo(0.9999999999999998);
        assertThat(Notes.on(evaluation, List.of()))
                .anyMatch(note -> note.startsWith("1 detection is of a category that the annotations do not list"));
    }

    @Test
    void chosenImagesThatDoNotExistChangeNothing() {
        CocoEvaluation evaluation =
                new Scene().object(1, 1, HERE).detection(1, 1, 0.8, HERE).evaluate(BBOX.withImageIds(7, 1, 1, 9));
        assertThat(evaluation.stats()[0]).isEqualTo(0.9999999999999998);
    }

    @Test
    void idsOf64BitsAreKept() {
        long id = (1L << 53) + 1;
        CocoEvaluation evaluation = new Scene()
                .object(id, 1, 1, false, 100, HERE)
                .detection(1, 1, 0.8, HERE)
                .evaluate();
        assertThat(Scene.matches(evaluation, 0, 0, 0, 0)).containsExactly(id);
    }
}

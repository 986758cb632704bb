package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import org.junit.jupiter.api.Test;

class DetectionSelectorTest {
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
    private static final ResizedImage IMAGE = new ResizedImage(50, 40, 100, 80, 2, 2);
    private static final Boxes PROPOSALS = Boxes.of(10, 10, 30, 30, 12, 10, 32, 30, 60, 40, 90, 70);
    private static final BoxHeadSpec HEAD = new BoxHeadSpec.InvertedResiduals(
            new RoiAlignSpec(7, 2, false, 1, LevelRule.SINGLE), List.of(), 1, List.of(10.0, 10.0, 5.0, 5.0));

    private static DetectionSpec spec(int perImage, boolean clippedAgain, DetectionSpec.Order order) {
        return new DetectionSpec(
                0.3, 0.01, 0.5, perImage, DetectionSpec.Coordinates.NETWORK_INPUT, clippedAgain, order);
    }

    private static ClassifiedBoxes select(ClassRule classes, float[] probabilities, float[] deltas, Wanted wanted) {
        return new DetectionSelector(spec(10, false, DetectionSpec.Order.SCORE), HEAD, classes, RULE)
                .select(PROPOSALS, probabilities, deltas, IMAGE, wanted, 0, StageObserver.NONE);
    }

    @Test
    void theBackgroundIsFirstOrLast() {
        float[] first = {.1f, .9f, 0, .1f, .8f, .1f, .2f, .1f, .7f};
        ClassifiedBoxes found = select(ClassRule.BACKGROUND_FIRST, first, new float[36], Wanted.ALL);
        assertThat(found.labels()).containsExactly(1, 2); // the second proposal overlaps the first
        assertThat(found.proposals()).containsExactly(0, 2);
        float[] last = {.9f, 0, .1f, .8f, .1f, .1f, .1f, .7f, .2f};
        ClassifiedBoxes same = select(ClassRule.BACKGROUND_LAST, last, new float[24], Wanted.ALL);
        assertThat(same.labels()).containsExactly(found.labels());
        assertThat(same.boxes()).isEqualTo(found.boxes());
    }

    @Test
    void classesHaveTheirOwnBoxesOrShareOne() {
        float[] probabilities = {.9f, 0, .1f, 0, 0, 1, 0, .7f, .3f};
        float[] own = new float[24];
        own[8 * 2 + 4] = 10; // dx of the second class: one width to the right
        assertThat(select(ClassRule.BACKGROUND_LAST, probabilities, own, Wanted.ALL)
                        .boxes()
                        .select(1))
                .isEqualTo(Boxes.of(90, 40, 100, 70));
        ClassRule shared =
                new ClassRule(ClassRule.Background.LAST, ClassRule.Outputs.SHARED, ClassRule.Outputs.PER_CLASS);
        float[] one = new float[12];
        one[4 * 2 + 1] = -10; // dy: one height up
        assertThat(select(shared, probabilities, one, Wanted.ALL).boxes().select(1))
                .isEqualTo(Boxes.of(60, 10, 90, 40));
    }

    @Test
    void rowsThatAreNoNumbersAreDropped() {
        float[] probabilities = {.9f, 0, .1f, Float.NaN, .8f, .1f, .1f, .7f, .2f};
        float[] deltas = new float[24];
        deltas[3] = Float.POSITIVE_INFINITY;
        ClassifiedBoxes found = select(ClassRule.BACKGROUND_LAST, probabilities, deltas, Wanted.ALL);
        assertThat(found.proposals()).containsExactly(2);
    }

    @Test
    void equalScoresStayInTheOrderOfProposals() {
        float[] probabilities = {0, .4f, .2f, .4f, .2f, .4f, .4f, .2f, .4f};
        ClassifiedBoxes found = select(ClassRule.BACKGROUND_LAST, probabilities, new float[24], Wanted.ALL);
        assertThat(found.proposals()).containsExactly(0, 1, 2);
        assertThat(found.labels()).containsExactly(2, 1, 1);
    }

    @Test
    void theBestAreKeptAndOrderedByClassWhereTheSpecSaysSo() {
        float[] probabilities = {.1f, .6f, .3f, .5f, .1f, .4f, .9f, .05f, .05f};
        ClassifiedBoxes found = new DetectionSelector(
                        spec(2, false, DetectionSpec.Order.CLASS_THEN_SCORE), HEAD, ClassRule.BACKGROUND_LAST, RULE)
                .select(PROPOSALS, probabilities, new float[24], IMAGE, Wanted.ALL, 0, StageObserver.NONE);
        assertThat(found.labels()).containsExactly(1, 2);
        assertThat(found.scores()).containsExactly(.9f, .6f);
    }

    @Test
    void aRunMayAskForLess() {
        float[] probabilities = {.9f, 0, .1f, 0, .8f, .2f, .4f, 0, .6f};
        float[] deltas = new float[24];
        assertThat(select(
                                ClassRule.BACKGROUND_LAST,
                                probabilities,
                                deltas,
                                new Wanted(OptionalDouble.of(.85), label -> true, false))
                        .scores())
                .containsExactly(.9f);
        assertThat(select(
                                ClassRule.BACKGROUND_LAST,
                                probabilities,
                                deltas,
                                new Wanted(OptionalDouble.empty(), label -> label == 2, false))
                        .labels())
                .containsExactly(2);
        assertThat(select(
                                ClassRule.BACKGROUND_LAST,
                                probabilities,
                                deltas,
                                new Wanted(OptionalDouble.empty(), label -> true, true))
                        .proposals())
                .containsExactly(0, 2);
    }

    @Test
    void boxesReturnToThePicture() {
        Boxes inInput = Boxes.of(10, 20, 30, 200, 100, 0, 120, 10);
        PictureBoxes plain = new PictureBoxes(spec(9, false, DetectionSpec.Order.SCORE), RULE);
        assertThat(plain.scale(inInput, IMAGE)).isEqualTo(Boxes.of(5, 10, 15, 100, 50, 0, 60, 5));
        assertThat(plain.isKept(plain.scale(inInput, IMAGE), 1)).isTrue();
        PictureBoxes clipping = new PictureBoxes(spec(9, true, DetectionSpec.Order.SCORE), RULE);
        Boxes clipped = clipping.scale(inInput, IMAGE);
        assertThat(clipped).isEqualTo(Boxes.of(5, 10, 15, 40, 50, 0, 50, 5));
        assertThat(clipping.isKept(clipped, 0)).isTrue();
        assertThat(clipping.isKept(clipped, 1)).isFalse();
    }
}

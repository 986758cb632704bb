package maskrcnn4j.model.rpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.spec.ProposalSpec.Ranking;
import maskrcnn4j.spec.ProposalSpec.Scope;
import org.junit.jupiter.api.Test;

class ProposalSelectorTest {
    private static final ResizedImage IMAGE = new ResizedImage(100, 80, 100, 80, 1, 1);
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);

    private static ProposalSpec spec(Scope scope, int candidates, Ranking ranking, double scoreThreshold) {
        return new ProposalSpec(
                List.of(1.0, 1.0, 1.0, 1.0), scope, candidates, ranking, scoreThreshold, 2, true, 0.5, 10);
    }

    private static Proposals select(ProposalSpec spec, StageObserver observer, ScoredBoxes... levels) {
        AnchorSpec anchors = new AnchorSpec.Explicit(1, List.of(List.of(0.0, 0.0, 1.0, 1.0)));
        return new ProposalSelector(spec, new AnchorGenerator(anchors), RULE)
                .select(List.of(List.of(levels)), List.of(IMAGE), observer)
                .get(0);
    }

    @Test
    void boxesSuppressEachOtherOnlyInTheirScope() {
        ScoredBoxes fine = new GivenBoxes(new float[] {1, 3}, 0, 0, 10, 10, 50, 50, 60, 60);
        ScoredBoxes coarse = new GivenBoxes(new float[] {2}, 0, 0, 10, 10);
        Proposals each = select(spec(Scope.LEVEL, 5, Ranking.LOGIT, 0), StageObserver.NONE, fine, coarse);
        assertThat(each.scores()).containsExactly(3, 2, 1);
        Proposals together = select(spec(Scope.IMAGE, 5, Ranking.LOGIT, 0), StageObserver.NONE, fine, coarse);
        assertThat(together.scores()).containsExactly(3, 2);
        assertThat(together.boxes().x1(1)).isZero();
    }

    @Test
    void whatIsNoNumberTooSmallOrTooImprobableIsDroppedAndTold() {
        List<String> told = new ArrayList<>();
        StageObserver observer = new StageObserver() {
            @Override
            public void filtered(Stage stage, int image, String reason, int before, int after) {
                told.add(before + " -> " + after + ": " + reason);
            }
        };
        float nan = Float.NaN;
        ScoredBoxes boxes = new GivenBoxes(
                new float[] {nan, 4, 3, 2, -1, -9},
                0,
                0,
                9,
                9, // no score
                0,
                nan,
                9,
                9, // no box
                98.5f,
                0,
                130,
                9, // 1.5 wide after clipping
                0,
                0,
                9,
                9,
                20,
                20,
                29,
                29, // improbable
                40,
                40,
                49,
                49); // not among the best five
        Proposals found = select(spec(Scope.LEVEL, 5, Ranking.PROBABILITY, 0.5), observer, boxes);
        assertThat(found.boxes().toArray()).containsExactly(0, 0, 9, 9);
        assertThat(found.scores()[0]).isBetween(0.88f, 0.881f);
        assertThat(told)
                .startsWith(
                        "6 -> 5: not among the 5 best scores",
                        "5 -> 3: not a finite number",
                        "3 -> 2: a side below 2.0 pixels",
                        "2 -> 1: a score below 0.5");
    }

    @Test
    void rankingByProbabilityMakesEqualsOfSureBoxes() {
        ScoredBoxes fine = new GivenBoxes(new float[] {30}, 0, 0, 10, 10);
        ScoredBoxes coarse = new GivenBoxes(new float[] {40}, 50, 50, 60, 60);
        assertThat(select(spec(Scope.LEVEL, 5, Ranking.PROBABILITY, 0), StageObserver.NONE, fine, coarse)
                        .boxes()
                        .x1(0))
                .isZero();
        assertThat(select(spec(Scope.LEVEL, 5, Ranking.LOGIT, 0), StageObserver.NONE, fine, coarse)
                        .boxes()
                        .x1(0))
                .isEqualTo(50);
    }
}

package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.SamplingSpec;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private record Rows(float[][] overlaps) implements Overlaps {
        @Override
        public int truths() {
            return overlaps.length;
        }

        @Override
        public int candidates() {
            return overlaps[0].length;
        }

        @Override
        public void row(int truth, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = overlaps[truth][i];
            }
        }

        @Override
        public double threshold(double value) {
            return (float) value;
        }
    }

    @Test
    void detectron2sOwnExampleOfLowQualityMatches() {
        Rows overlaps = new Rows(new float[][] {
            {0.15f, 0.45f, 0.2f, 0.6f},
            {0.3f, 0.65f, 0.05f, 0.1f},
            {0.05f, 0.4f, 0.25f, 0.4f}
        });
        Matcher.Matches matches = new Matcher(new MatchingSpec(0.7, 0.3, true)).match(overlaps);
        assertThat(matches.truths()).containsExactly(1, 1, 2, 0);
        assertThat(matches.labels()).containsExactly(-1, 1, 0, 1);
    }

    @Test
    void allCandidatesThatOverlapATrueBoxEquallyAreForeground() {
        Rows overlaps = new Rows(new float[][] {{0.2f, 0.25f, 0.25f, 0}});
        Matcher.Matches matches = new Matcher(new MatchingSpec(0.7, 0.3, true)).match(overlaps);
        assertThat(matches.labels()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void withoutTrueBoxesEverythingIsBackground() {
        FloatBoxes anchors = new FloatBoxes(Boxes.of(0f, 0f, 8f, 8f, 4f, 4f, 9f, 9f));
        Matcher.Matches matches =
                new Matcher(new MatchingSpec(0.7, 0.3, true)).match(Boxes.of(new float[0]), anchors, 0);
        assertThat(matches.labels()).containsExactly(0, 0);
    }

    @Test
    void theSampleHoldsAtMostItsShareOfForeground() {
        byte[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 1, -1, -1};
        BalancedSampler sampler = new BalancedSampler(new SamplingSpec(4, 0.25), BalancedSampler.Background.FILLS_UP);
        for (int seed = 0; seed < 50; seed++) {
            BalancedSampler.Sample sample = sampler.sample(labels, new SplittableRandom(seed));
            assertThat(sample.positives()).hasSize(1);
            assertThat(sample.positives()[0]).isBetween(6, 8);
            assertThat(sample.negatives()).hasSize(3).doesNotHaveDuplicates().isSorted();
            assertThat(sample.negatives()[2]).isBetween(2, 5);
            BalancedSampler.Sample again = sampler.sample(labels, new SplittableRandom(seed));
            assertThat(again.negatives()).containsExactly(sample.negatives());
        }
    }

    @Test
    void backgroundFillsUpWhatForegroundLeaves() {
        byte[] labels = {0, 1, 0, 0, -1, 0, 0};
        BalancedSampler.Sample sample = new BalancedSampler(
                        new SamplingSpec(4, 0.5), BalancedSampler.Background.FILLS_UP)
                .sample(labels, new SplittableRandom(1));
        assertThat(sample.positives()).containsExactly(1);
        assertThat(sample.negatives()).hasSize(3);
    }
}

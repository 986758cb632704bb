package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.SamplingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        public boolean row(int truth, int first, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = overlaps[truth][first + i];
            }
            return true;
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyCandidatesAreMatchedAsTheDefinitionSays(boolean inDoublePrecision) {
        SplittableRandom random = new SplittableRandom(3);
        float[] grid = new float[4 * (2 * MatchableBoxes.PART + 100)];
        for (int i = 0; i < grid.length / 4; i++) {
            float x = 4 * (i % 150) + 0.25f * (i % 3);
            float y = 4 * (i / 150);
            System.arraycopy(new float[] {x, y, x + 16, y + 8 + 8 * (i % 2)}, 0, grid, 4 * i, 4);
        }
        Boxes candidates = Boxes.of(grid);
        float[] drawn = new float[4 * 30];
        for (int i = 0; i < 30; i++) {
            float x = random.nextInt(560);
            float y = random.nextInt(400);
            float[] box = {x, y, x + 4 + random.nextInt(40), y + 4 + random.nextInt(40)};
            System.arraycopy(box, 0, drawn, 4 * i, 4);
        }
        Boxes truths = Boxes.of(drawn);
        MatchableBoxes matchable =
                inDoublePrecision ? new DoubleBoxes(verticalFirst(candidates)) : new FloatBoxes(candidates);
        MatchingSpec spec = new MatchingSpec(0.7, 0.3, true);
        Matcher.Matches matches = new Matcher(spec).match(truths, matchable, 0);

        double[] highest = new double[truths.size()];
        double[][] iou = new double[candidates.size()][truths.size()];
        for (int i = 0; i < iou.length; i++) {
            for (int t = 0; t < highest.length; t++) {
                iou[i][t] = inDoublePrecision
                        ? iou(candidates.box(i), truths.box(t))
                        : (float) iou(candidates, i, truths, t);
                highest[t] = Math.max(highest[t], iou[i][t]);
            }
        }
        for (int i = 0; i < iou.length; i++) {
            int best = 0;
            boolean low = false;
            for (int t = 0; t < highest.length; t++) {
                best = iou[i][t] > iou[i][best] ? t : best;
                low |= iou[i][t] == highest[t];
            }
            double value = iou[i][best];
            int label = low || value >= matchable.threshold(0.7) ? 1 : value < matchable.threshold(0.3) ? 0 : -1;
            assertThat(matches.truths()[i]).as("candidate %d", i).isEqualTo(best);
            assertThat((int) matches.labels()[i]).as("candidate %d", i).isEqualTo(label);
        }
    }

    private static double[] verticalFirst(Boxes boxes) {
        double[] corners = new double[4 * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            double[] box = boxes.box(i);
            System.arraycopy(new double[] {box[1], box[0], box[3], box[2]}, 0, corners, 4 * i, 4);
        }
        return corners;
    }

    private static double iou(double[] a, double[] b) {
        double width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        double height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        double shared = Math.max(width, 0) * Math.max(height, 0);
        return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared);
    }

    private static float iou(Boxes boxes, int i, Boxes truths, int t) {
        float width = Math.min(boxes.x2(i), truths.x2(t)) - Math.max(boxes.x1(i), truths.x1(t));
        float height = Math.min(boxes.y2(i), truths.y2(t)) - Math.max(boxes.y1(i), truths.y1(t));
        float shared = Math.max(width, 0) * Math.max(height, 0);
        float own = (boxes.x2(i) - boxes.x1(i)) * (boxes.y2(i) - boxes.y1(i));
        float area = (truths.x2(t) - truths.x1(t)) * (truths.y2(t) - truths.y1(t));
        return shared / (area + own - shared);
    }

    @Test
    void aTrueBoxThatNothingOverlapsMakesEverythingForeground() {
        FloatBoxes anchors = new FloatBoxes(Boxes.of(0f, 0f, 8f, 8f, 4f, 4f, 9f, 9f));
        Boxes far = Boxes.of(100f, 100f, 120f, 120f);
        assertThat(new Matcher(new MatchingSpec(0.7, 0.3, true))
                        .match(far, anchors, 0)
                        .labels())
                .containsExactly(1, 1);
        assertThat(new Matcher(new MatchingSpec(0.7, 0.3, false))
                        .match(far, anchors, 0)
                        .labels())
                .containsExactly(0, 0);
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

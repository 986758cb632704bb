package maskrcnn4j.model.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import maskrcnn4j.spec.BoxRule;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
    private static final BoxRule EDGES = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
    private static final BoxRule PIXELS = new BoxRule(1, BoxRule.LOG_1000_OVER_16);

    @Test
    void aBoxIsDroppedAboveTheThresholdAndKeptAtIt() {
        float[] halves = {0, 0, 10, 10, 0, 0, 10, 5}; // IoU exactly 0.5
        assertThat(new NonMaximumSuppression(0.5, EDGES).keep(halves, 2, 9)).containsExactly(0, 1);
        assertThat(new NonMaximumSuppression(0.4999, EDGES).keep(halves, 2, 9)).containsExactly(0);
    }

    @Test
    void whatADroppedBoxOverlapsIsKept() {
        float[] chain = {0, 0, 10, 10, 4, 0, 14, 10, 8, 0, 18, 10};
        assertThat(new NonMaximumSuppression(0.3, EDGES).keep(chain, 3, 9)).containsExactly(0, 2);
    }

    @Test
    void widthsFollowTheRule() {
        float[] touching = {0, 0, 1, 1, 1, 0, 2, 1}; // no common area between edges, half of each in pixels
        assertThat(new NonMaximumSuppression(0.3, EDGES).keep(touching, 2, 9)).containsExactly(0, 1);
        assertThat(new NonMaximumSuppression(0.3, PIXELS).keep(touching, 2, 9)).containsExactly(0);
    }

    @Test
    void equalsTheDefinitionOnRandomBoxes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int count = random.nextInt(60);
            float[] corners = new float[4 * count];
            for (int i = 0; i < count; i++) {
                corners[4 * i] = random.nextInt(40);
                corners[4 * i + 1] = random.nextInt(40);
                corners[4 * i + 2] = corners[4 * i] + random.nextInt(30);
                corners[4 * i + 3] = corners[4 * i + 1] + random.nextInt(30);
            }
            double threshold = random.nextInt(10) / 10.0;
            int limit = 1 + random.nextInt(60);
            BoxRule rule = random.nextBoolean() ? PIXELS : EDGES;
            assertThat(new NonMaximumSuppression(threshold, rule).keep(corners, count, limit))
                    .containsExactly(definition(corners, count, limit, threshold, (float) rule.extent()));
        }
    }

    private static int[] definition(float[] b, int count, int limit, double threshold, float extent) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(i);
        }
        List<Integer> kept = new ArrayList<>();
        while (!left.isEmpty() && kept.size() < limit) {
            int best = left.remove(0);
            kept.add(best);
            left.removeIf(other -> iou(b, best, other, extent) > threshold);
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float iou(float[] b, int i, int j, float extent) {
        float width = Math.min(b[4 * i + 2], b[4 * j + 2]) - Math.max(b[4 * i], b[4 * j]) + extent;
        float height = Math.min(b[4 * i + 3], b[4 * j + 3]) - Math.max(b[4 * i + 1], b[4 * j + 1]) + extent;
        float intersection = Math.max(0, width) * Math.max(0, height);
        float areaI = (b[4 * i + 2] - b[4 * i] + extent) * (b[4 * i + 3] - b[4 * i + 1] + extent);
        float areaJ = (b[4 * j + 2] - b[4 * j] + extent) * (b[4 * j + 3] - b[4 * j + 1] + extent);
        return intersection / (areaI + areaJ - intersection);
    }
}

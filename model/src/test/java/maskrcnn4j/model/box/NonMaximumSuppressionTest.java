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

    @Test
    void anIouThatEqualsTheThresholdIsRoundedLikePyTorchs() {
        float[] tenths = {0, 0, 10, 1, 0, 0, 3, 1}; // IoU 3/10, in float32 a little more
        assertThat(new NonMaximumSuppression(0.3, EDGES).keep(tenths, 2, 9)).containsExactly(0);
        float[] sevenTenths = {0, 0, 10, 1, 0, 0, 7, 1}; // IoU 7/10, in float32 a little less
        assertThat(new NonMaximumSuppression(0.7, EDGES).keep(sevenTenths, 2, 9))
                .containsExactly(0, 1);
    }

    @Test
    void groupsDoNotSeeEachOther() {
        float[] boxes = {0, 0, 10, 10, 0, 0, 10, 9, 0, 0, 9, 10};
        assertThat(new NonMaximumSuppression(0.5, EDGES).keepInGroups(boxes, new int[] {0, 1, 0}, 2))
                .containsExactly(0, 1);
    }

    @Test
    void groupsAreWhatBoxesApartFromEachOtherWouldBe() {
        Random random = new Random(9);
        for (int round = 0; round < 100; round++) {
            int count = random.nextInt(80);
            float[] corners = new float[4 * count];
            float[] apart = new float[4 * count];
            int[] groups = new int[count];
            for (int i = 0; i < count; i++) {
                groups[i] = random.nextInt(4);
                corners[4 * i] = random.nextInt(40);
                corners[4 * i + 1] = random.nextInt(40);
                corners[4 * i + 2] = corners[4 * i] + random.nextInt(30);
                corners[4 * i + 3] = corners[4 * i + 1] + random.nextInt(30);
                for (int k = 0; k < 4; k++) {
                    apart[4 * i + k] = corners[4 * i + k] + 1000 * groups[i];
                }
            }
            NonMaximumSuppression nms = new NonMaximumSuppression(0.4, EDGES);
            assertThat(nms.keepInGroups(corners, groups, 4)).containsExactly(nms.keep(apart, count, count));
        }
    }

    @Test
    void boxesThatAreAlmostOneStandForEachOther() {
        float[] boxes = {
            285.1472f,
            188.7374f,
            1192.4984f,
            851.0669f,
            285.3538f,
            185.5758f,
            1193.511f,
            851.4551f,
            279.244f,
            197.9812f,
            1189.4746f,
            849.2019f
        };
        assertThat(new NonMaximumSuppression(0.2, EDGES).keep(boxes, 3, 9)).containsExactly(0);
        assertThat(new NonMaximumSuppression(0.995, EDGES).keep(boxes, 3, 9)).containsExactly(0, 1, 2);
    }
}

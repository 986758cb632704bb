package maskrcnn4j.model.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import maskrcnn4j.spec.BoxRule;
import org.junit.jupiter.api.Test;

class BoxCoderTest {
    private static final List<Double> BOX_WEIGHTS = List.of(10.0, 10.0, 5.0, 5.0);
    private static final BoxCoder CODER = new BoxCoder(new BoxRule(0, BoxRule.LOG_1000_OVER_16), BOX_WEIGHTS);

    @Test
    void deltasLeadToTheTarget() {
        float[] proposal = {10, 20, 50, 80};
        float[] target = {14, 16, 60, 90};
        float[] deltas = new float[4];
        CODER.encode(proposal, 0, target, 0, deltas, 0);
        assertThat(deltas).containsExactly(new float[] {1.75f, 0.5f, 0.69880962f, 1.0486027f}, within(1e-6f));
        CODER.decode(proposal, 0, deltas, 0, proposal, 0);
        assertThat(proposal).containsExactly(target, within(1e-5f));
    }

    @Test
    void growthIsLimited() {
        float[] box = {10, 20, 50, 80};
        CODER.decode(box, 0, new float[] {0, 0, 50, 50}, 0, box, 0);
        assertThat(box).containsExactly(new float[] {-1220, -1825, 1280, 1925}, within(1e-3f));
    }

    @Test
    void decodingUndoesEncoding() {
        Random random = new Random(3);
        for (double extent : new double[] {0, 1}) {
            BoxCoder coder = new BoxCoder(new BoxRule(extent, BoxRule.LOG_1000_OVER_16), BOX_WEIGHTS);
            for (int i = 0; i < 1000; i++) {
                float[] from = box(random);
                float[] to = box(random);
                float[] deltas = new float[4];
                coder.encode(from, 0, to, 0, deltas, 0);
                coder.decode(from, 0, deltas, 0, from, 0);
                assertThat(from).containsExactly(to, within(2e-3f));
            }
        }
    }

    private static float[] box(Random random) {
        float x = 200 * random.nextFloat();
        float y = 200 * random.nextFloat();
        return new float[] {x, y, x + 10 + 100 * random.nextFloat(), y + 10 + 100 * random.nextFloat()};
    }
}

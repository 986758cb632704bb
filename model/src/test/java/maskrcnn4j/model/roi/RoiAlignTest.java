package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import org.junit.jupiter.api.Test;

class RoiAlignTest {
    private static RoiAlignSpec spec(int size, int samples, boolean aligned) {
        return new RoiAlignSpec(size, samples, aligned, aligned ? 0 : 1, LevelRule.SINGLE);
    }

    @Test
    void aRampIsSampledHalfAPixelLowerWhenAligned() {
        Boxes box = Boxes.of(1, 1, 3, 3);
        float[] plain = cut(ramp(5), 1, spec(4, 0, false), box);
        float[] aligned = cut(ramp(5), 1, spec(4, 0, true), box);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                assertThat(plain[4 * y + x]).isEqualTo(7.5f + 2.5f * y + 0.5f * x, within(1e-5f));
                assertThat(aligned[4 * y + x]).isEqualTo(4.5f + 2.5f * y + 0.5f * x, within(1e-5f));
            }
        }
    }

    @Test
    void fractionalBoxes() {
        Boxes box = Boxes.of(.7f, 1.2f, 4.4f, 3.9f);
        for (int samples : new int[] {0, 2}) {
            assertThat(cut(ramp(6), 1, spec(2, samples, false), box))
                    .containsExactly(new float[] {12.875f, 14.725f, 20.975f, 22.825f}, within(1e-4f));
            assertThat(cut(ramp(6), 1, spec(2, samples, true), box))
                    .containsExactly(new float[] {9.375f, 11.225f, 17.475f, 19.325f}, within(1e-4f));
        }
        Boxes larger = Boxes.of(2.8f, 4.8f, 17.6f, 15.6f);
        assertThat(cut(ramp(6), 4, spec(2, 0, true), larger))
                .containsExactly(new float[] {9.375f, 11.225f, 17.475f, 19.325f}, within(1e-4f));
    }

    @Test
    void gradientsGoToThePixelsThatWereRead() {
        try (Scope scope = Scope.open()) {
            Tensor map = Autograd.track(Tensors.of(ramp(6), 1, 1, 6, 6));
            Tensor cut = new RoiAlign(spec(2, 2, true)).align(rows(map, 1), boxes(.7f, 1.2f, 4.4f, 3.9f), List.of());
            Autograd.backward(cut.sum());
            float[] gradient = Autograd.gradient(map).orElseThrow().toFloats();
            double sum = 0;
            for (float value : gradient) {
                sum += value;
            }
            assertThat(sum).isEqualTo(4, within(1e-5));
            float[] row = {0.1054687f, 0.3359374f, 0.3359375f, 0.3359375f, 0.1367187f, 0};
            for (int x = 0; x < 6; x++) {
                assertThat(gradient[6 + x]).isEqualTo(row[x], within(1e-5f));
            }
        }
    }

    @Test
    void anEmptyBoxGivesZerosAndNoGradient() {
        try (Scope scope = Scope.open()) {
            Tensor map = Autograd.track(Tensors.of(ramp(5), 1, 1, 5, 5));
            Tensor cut = new RoiAlign(spec(7, 0, true)).align(rows(map, 1), boxes(3, 4, 5, 4), List.of());
            assertThat(cut.toFloats()).containsOnly(0);
            Autograd.backward(cut.sum());
            assertThat(Autograd.gradient(map).orElseThrow().toFloats()).containsOnly(0);
        }
    }

    @Test
    void noBoxesGiveNoRows() {
        try (Scope scope = Scope.open()) {
            Tensor map = Tensors.zeros(ElementType.FLOAT32, 2, 3, 5, 5);
            Tensor cut =
                    new RoiAlign(spec(7, 2, false)).align(rows(map, 1), List.of(Boxes.NONE, Boxes.NONE), List.of());
            assertThat(cut.shape()).containsExactly(0, 3, 7, 7);
        }
    }

    @Test
    void picturesKeepToTheirOwnPixels() {
        try (Scope scope = Scope.open()) {
            float[] values = new float[2 * 5 * 5];
            Arrays.fill(values, 25, 50, 1);
            Tensor map = Tensors.of(values, 2, 1, 5, 5);
            Boxes box = Boxes.of(1, 1, 3, 3);
            float[] cut = new RoiAlign(spec(2, 2, false))
                    .align(rows(map, 1), List.of(box, box), List.of())
                    .toFloats();
            assertThat(cut).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        }
    }

    @Test
    void equalsSamplingOneByOne() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int height = 1 + random.nextInt(12);
            int width = 1 + random.nextInt(12);
            float[] map = new float[height * width];
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) random.nextGaussian();
            }
            float[] box = new float[4];
            for (int i = 0; i < 4; i++) {
                box[i] = random.nextFloat() * 20 - 4;
            }
            RoiAlignSpec spec = spec(1 + random.nextInt(5), random.nextInt(4), random.nextBoolean());
            try (Scope scope = Scope.open()) {
                Tensor features = Tensors.of(map, 1, 1, height, width);
                float[] cut = new RoiAlign(spec)
                        .align(rows(features, 1), List.of(Boxes.of(box)), List.of())
                        .toFloats();
                assertThat(cut).containsExactly(slowly(map, height, width, box, spec), within(1e-4f));
            }
        }
    }

    /** The definition: the mean of bilinear samples, each by itself. */
    private static float[] slowly(float[] map, int height, int width, float[] box, RoiAlignSpec spec) {
        float shift = spec.aligned() ? 0.5f : 0;
        float left = box[0] - shift;
        float top = box[1] - shift;
        float wide = box[2] - shift - left;
        float high = box[3] - shift - top;
        if (!spec.aligned()) {
            wide = Math.max(wide, 1);
            high = Math.max(high, 1);
        }
        int n = spec.size();
        int across = spec.samplesPerBin() > 0 ? spec.samplesPerBin() : (int) Math.ceil(wide / n);
        int down = spec.samplesPerBin() > 0 ? spec.samplesPerBin() : (int) Math.ceil(high / n);
        float[] bins = new float[n * n];
        for (int bin = 0; bin < bins.length; bin++) {
            double sum = 0;
            for (int i = 0; i < down; i++) {
                for (int j = 0; j < across; j++) {
                    float y = top + bin / n * (high / n) + (i + .5f) * (high / n) / down;
                    float x = left + bin % n * (wide / n) + (j + .5f) * (wide / n) / across;
                    sum += sample(map, height, width, y, x);
                }
            }
            bins[bin] = (float) (sum / Math.max(1, down * across));
        }
        return bins;
    }

    private static double sample(float[] map, int height, int width, float y, float x) {
        if (y < -1 || y > height || x < -1 || x > width) {
            return 0;
        }
        double row = Math.min(Math.max(y, 0), height - 1);
        double column = Math.min(Math.max(x, 0), width - 1);
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        double upper = map[top * width + left] * (1 - column + left) + map[top * width + right] * (column - left);
        double lower = map[bottom * width + left] * (1 - column + left) + map[bottom * width + right] * (column - left);
        return upper * (1 - row + top) + lower * (row - top);
    }

    @Test
    void boxesAreCutFromTheLevelOfTheirSize() {
        List<FeatureRows.Level> levels = List.of(level(4), level(8), level(16), level(32));
        for (LevelRule rule : List.of(LevelRule.TORCHVISION, LevelRule.DETECTRON2)) {
            LevelMapper mapper = new LevelMapper(rule, levels, List.of(new ResizedImage(512, 512, 512, 512, 1, 1)));
            float[] sides = {10, 55.9f, 56, 111.9f, 112, 223.99f, 224, 447.99f, 448, 1000};
            int[] expected = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3};
            for (int i = 0; i < sides.length; i++) {
                assertThat(mapper.map(Boxes.of(0, 0, sides[i], sides[i]), 0))
                        .as("%s", sides[i])
                        .isEqualTo(expected[i]);
            }
            assertThat(mapper.map(Boxes.of(5, 5, 5, 5), 0)).isZero();
            assertThat(mapper.map(Boxes.of(5, 5, 2, 9), 0)).isZero();
        }
    }

    private static FeatureRows.Level level(int stride) {
        return new FeatureRows.Level(0, 512 / stride, 512 / stride, stride);
    }

    private static float[] cut(float[] map, int stride, RoiAlignSpec spec, Boxes box) {
        int side = (int) Math.sqrt(map.length);
        try (Scope scope = Scope.open()) {
            Tensor features = Tensors.of(map, 1, 1, side, side);
            return new RoiAlign(spec)
                    .align(rows(features, stride), List.of(box), List.of())
                    .toFloats();
        }
    }

    private static FeatureRows rows(Tensor map, int stride) {
        return FeatureRows.of(List.of(new FeatureMap(map, stride)));
    }

    private static List<Boxes> boxes(float... corners) {
        return List.of(Boxes.of(corners));
    }

    private static float[] ramp(int side) {
        float[] ramp = new float[side * side];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        return ramp;
    }
}

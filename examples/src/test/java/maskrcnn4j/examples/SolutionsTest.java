package maskrcnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.spec.BoxRule;
import org.junit.jupiter.api.Test;

/** The numbers in the solutions of the exercises are computed. */
class SolutionsTest {
    private static final Path PAGE = Path.of("../docs/learn/solutions.md");

    /** That the solutions of a chapter say this; lines may be broken anywhere, and a minus may be a long one. */
    private static void says(int chapter, String words, Object... numbers) throws IOException {
        String section = Files.readString(PAGE).split("(?m)^## ")[chapter];
        assertThat(section).startsWith(chapter + ". ");
        assertThat(section.replaceAll("\\s+", " ").replace('−', '-'))
                .contains(String.format(Locale.ROOT, words, numbers));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double slope(DoubleBinaryOperator f, double x, double y, double dx, double dy) {
        double h = 1e-5;
        return (f.applyAsDouble(x + h * dx, y + h * dy) - f.applyAsDouble(x - h * dx, y - h * dy)) / (2 * h);
    }

    @Test
    void gradient() throws IOException {
        DoubleBinaryOperator f = (x, y) -> x * x * y + y;
        says(1, "(%.6f, %.6f)", slope(f, 1, 3, 1, 0), slope(f, 1, 3, 0, 1));
        DoubleBinaryOperator valley = (x, y) -> x * x + 2 * y * y - x * y;
        double angle = Math.toDegrees(Math.atan2(3, -2));
        says(1, "%.2f and %.2f degrees", angle, angle + 180);
        assertThat(slope(valley, 2, 1, -2, 3)).isCloseTo(0, within(1e-6));
        double exactly = valley.applyAsDouble(2.01, 0.98) - valley.applyAsDouble(2, 1);
        says(1, "= %.2f: it falls. Exactly, f(2.01, 0.98) - f(2, 1) = %.4f", 3 * 0.01 - 2 * 0.02, exactly);
        says(1, "The difference, %.4f,", exactly + 0.01);
        StringBuilder walk = new StringBuilder();
        double x = 1;
        for (int step = 0; step < 7; step++) {
            walk.append(String.format(Locale.ROOT, "%.1f, ", x));
            x -= 0.3 * Math.signum(x);
        }
        says(1, walk + "... at a rate of 0.3");
    }

    @Test
    void neuron() throws IOException {
        says(2, "the neuron says σ(0) = %.1f", sigmoid(2 * 0.5 - 0.5 - 0.5));
        says(2, "%.3f, %.3f and %.3f", sigmoid(-30), sigmoid(20 - 30), sigmoid(40 - 30));
        says(2, "σ(-10) = %.6f, σ(10) = %.6f", sigmoid(-10), sigmoid(10));
        says(2, "\"or\", %.3f, %.3f and %.3f", sigmoid(-10), sigmoid(20 - 10), sigmoid(40 - 10));
        says(2, "%,d", 1024 * 81 + 81);
    }

    /** The network of chapter 3 after a pass forward and back. */
    private record Pass(double[] hidden, double[] slopes, double[] outputs, double[] deltas, double[] hiddenDeltas) {
        static Pass of(double[] w, boolean relu) {
            double[] hidden = new double[2];
            double[] slopes = new double[2];
            double[] outputs = new double[2];
            double[] deltas = new double[2];
            double[] hiddenDeltas = new double[2];
            for (int i = 0; i < 2; i++) {
                double net = w[2 * i] * 0.05 + w[2 * i + 1] * 0.10 + 0.35;
                hidden[i] = relu ? Math.max(0, net) : sigmoid(net);
                slopes[i] = relu ? (net > 0 ? 1 : 0) : hidden[i] * (1 - hidden[i]);
            }
            for (int i = 0; i < 2; i++) {
                outputs[i] = sigmoid(w[4 + 2 * i] * hidden[0] + w[5 + 2 * i] * hidden[1] + 0.60);
                deltas[i] = (outputs[i] - (i == 0 ? 0.01 : 0.99)) * outputs[i] * (1 - outputs[i]);
            }
            for (int i = 0; i < 2; i++) {
                hiddenDeltas[i] = (deltas[0] * w[4 + i] + deltas[1] * w[6 + i]) * slopes[i];
            }
            return new Pass(hidden, slopes, outputs, deltas, hiddenDeltas);
        }

        double gradient(int weight) {
            double[] inputs = {0.05, 0.10};
            return weight < 4
                    ? hiddenDeltas[weight / 2] * inputs[weight % 2]
                    : deltas[(weight - 4) / 2] * hidden[weight % 2];
        }
    }

    @Test
    void backPropagation() throws IOException {
        double[] w = {0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55};
        Pass first = Pass.of(w, false);
        double one = first.hiddenDeltas()[0] * w[0];
        double other = first.hiddenDeltas()[1] * w[2];
        says(3, "= %.9f + %.9f = %.9f", one, other, one + other);

        double[] stepped = IntStream.range(0, 8)
                .mapToDouble(i -> w[i] - 0.5 * first.gradient(i))
                .toArray();
        Pass second = Pass.of(stepped, false);
        says(3, "h2 = %.9f, o2 = %.9f", second.hidden()[1], second.outputs()[1]);
        says(3, "δ_o2 = %.9f, ∂E/∂w8 = δ_o2·h2 = %.9f", second.deltas()[1], second.gradient(7));
        double again = stepped[7] - 0.5 * second.gradient(7);
        says(3, "w8 = %.9f - 0.5·(%.9f) = %.9f", stepped[7], second.gradient(7), again);

        Pass relu = Pass.of(w, true);
        says(3, "h1(1 - h1) = %.9f and h2(1 - h2) = %.9f", first.slopes()[0], first.slopes()[1]);
        says(3, "become %.0f,", relu.slopes()[0] * relu.slopes()[1]);
        says(3, "h1 is the sum itself, %.4f, h2 %.4f", relu.hidden()[0], relu.hidden()[1]);
        says(3, "∂E/∂w1 is %.9f then, %.1f times", relu.gradient(0), relu.gradient(0) / first.gradient(0));
    }

    private static int sees(int... blocks) {
        int field = 7 + 2 * 2;
        int stride = 4;
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                field += 2 * stride;
                stride *= stage > 0 && block == 0 ? 2 : 1;
            }
        }
        return field;
    }

    @Test
    void convolution() throws IOException {
        says(4, "%d x %d", (100 + 2 - 3) / 2 + 1, (152 + 2 - 3) / 2 + 1);
        says(4, "7·7·3·64 = %,d", 7 * 7 * 3 * 64);
        assertThat(sees(3, 4, 6, 3)).as("as the chapter has it").isEqualTo(427);
        says(4, "%d pixels at C4, and %d at C5", sees(3, 4, 23), sees(3, 4, 23, 3));
        says(4, "= %d·C² weights, the one %d·C²", 2 * 9, 5 * 5);
        says(4, "%,d and %,d", 18 * 256 * 256, 25 * 256 * 256);
    }

    @Test
    void pyramid() throws IOException {
        says(5, "= %,d", 1024 * 256 + 256);
        double side = Math.sqrt(300 * 60);
        double level = 4 + Math.log(side / 224) / Math.log(2);
        says(5, "= %.1f, and 4 + log₂(%.1f/224) = %.2f: P%.0f", side, side, level, Math.floor(level));
        double large = Math.sqrt(1000 * 800);
        double largeLevel = 4 + Math.log(large / 224) / Math.log(2);
        says(5, "= %.1f gives %.3f: P%.0f", large, largeLevel, Math.floor(largeLevel));
        says(5, "= %.2f cells on each side, %.1f cells in all", 20 / 16.0, 20 / 16.0 * 20 / 16);
        says(5, "%d x %d", 20 / 4, 20 / 4);
    }

    @Test
    void anchors() throws IOException {
        says(6, "1/7 = %.3f", new Box(0, 0, 10, 10).iou(new Box(5, 5, 15, 15)));
        double far = (1 - 0.3) / (1 + 0.3);
        double near = (1 - 0.7) / (1 + 0.7);
        Box square = new Box(0, 0, 1, 1);
        assertThat(square.iou(new Box(near, 0, 1 + near, 1))).isCloseTo(0.7, within(1e-9));
        assertThat(square.iou(new Box(far, 0, 1 + far, 1))).isCloseTo(0.3, within(1e-9));
        says(6, "%.3f·s for an IoU of 0.7 and %.3f·s for 0.3", near, far);
        float[] box = new float[4];
        new BoxCoder(new BoxRule(0, BoxRule.LOG_1000_OVER_16), List.of(1.0, 1.0, 1.0, 1.0))
                .decode(new float[] {0, 0, 40, 20}, 0, new float[] {0.1f, 0, (float) Math.log(2), 0}, 0, box, 0);
        says(6, "(%.0f, %.0f) to (%.0f, %.0f)", box[0], box[1], box[2], box[3]);
        says(6, "%,d for 1000, and %,d for 200,000", 1000 * 999 / 2, 200_000L * 199_999 / 2);
    }

    @Test
    void roiAlign() throws IOException {
        double above = 0.75 * 1 + 0.25 * 3;
        double below = 0.75 * 5 + 0.25 * 11;
        says(
                7,
                "0.25·3 = %.1f, below 0.75·5 + 0.25·11 = %.1f, half way between %.0f",
                above,
                below,
                (above + below) / 2);
        says(7, "%d pixels on P2, where a cell is %d wide, and %d on P5, where it is %d", 4 / 2, 4, 32 / 2, 32);
        says(
                7,
                "448/32 = %d cells for the box: %d for each of 7 bins, %d for each of 14",
                448 / 32,
                448 / 32 / 7,
                448 / 32 / 14);
    }

    @Test
    void headsFirst() throws IOException {
        Random random = new Random(1); // as the chapter does
        double[][] inputs = SmallNetwork.gaussian(200, 8, 1, random);
        SmallNetwork oldWorld = SmallNetwork.random(8, 12, 6, 0.7, 0.5, random);
        SmallNetwork pretrained = SmallNetwork.random(8, 24, 6, 0.4, 0.2, random);
        pretrained.train(inputs, answers(oldWorld, inputs), 1000, 0.2, 0.2);
        SmallNetwork newWorld = oldWorld.withHeadOf(SmallNetwork.random(8, 12, 2, 0, 0.5, random));
        double[][] distortion = SmallNetwork.gaussian(8, 8, 0.15, random);
        double[][] scenes = SmallNetwork.gaussian(80, 8, 1, random);
        double[][] few = new double[80][8];
        for (int s = 0; s < 80; s++) {
            for (int i = 0; i < 8; i++) {
                few[s][i] = scenes[s][i];
                for (int j = 0; j < 8; j++) {
                    few[s][i] += distortion[i][j] * scenes[s][j];
                }
            }
        }
        SmallNetwork start = pretrained.withHeadOf(SmallNetwork.random(8, 24, 2, 0, 0, random));
        SmallNetwork.Gradients gradients = start.gradients(few, answers(newWorld, scenes));
        double squares = 0;
        for (double[] row : gradients.head()) {
            for (double value : row) {
                squares += value * value;
            }
        }
        assertThat(gradients.trunkLength()).isZero();
        says(9, "the first has length %.4f, the second %.4f", gradients.trunkLength(), Math.sqrt(squares));
    }

    private static double[][] answers(SmallNetwork world, double[][] scenes) {
        double[][] answers = new double[scenes.length][];
        for (int i = 0; i < scenes.length; i++) {
            answers[i] = world.outputs(scenes[i]);
        }
        return answers;
    }
}

package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 2: a neuron's forward pass. */
public final class Neuron {
    private Neuron() {}

    public static void main(String[] args) {
        part("1. One neuron");
        double x1 = 0.6;
        double x2 = 0.9;
        double w1 = 0.8;
        double w2 = -0.4;
        double b = 0.1;
        double z = w1 * x1 + w2 * x2 + b;
        say("z = %.1f * %.1f + %.1f * %.1f + %.1f = %.2f", w1, x1, w2, x2, b, z);
        say("a = sigmoid(%.2f) = %.6f", z, sigmoid(z));

        part("2. Activation functions");
        say("    z   sigmoid  its slope   tanh    relu");
        for (int i = -4; i <= 4; i += 2) {
            double s = sigmoid(i);
            say("%5d   %.5f  %.5f  %8.5f %5d", i, s, s * (1 - s), Math.tanh(i), Math.max(0, i));
        }

        part("3. A neuron draws a line");
        double[][] outputs = new double[9][9];
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 9; column++) {
                double x = column / 4.0 - 1; // -1 at the left, 1 at the right
                double y = 1 - row / 4.0; // 1 at the top, -1 at the bottom
                outputs[row][column] = sigmoid(6 * (w1 * x + w2 * y + b));
            }
        }
        say("at (-1,  1): %.3f   at ( 1,  1): %.3f", outputs[0][0], outputs[0][8]);
        say("at (-1, -1): %.3f   at ( 1, -1): %.3f", outputs[8][0], outputs[8][8]);
        draw(
                "neuron-line.svg",
                new Sketch(400, 400)
                        .cells(20, 40, "sigmoid(6 z) for x, y from -1 to 1", outputs, 38, 0, 1)
                        .curve(new double[] {248, 96}, new double[] {59, 363}, Sketch.ORANGE, 0)
                        .text(180, 395, "orange: z = 0"));

        part("4. A layer is a matrix; layers without an activation are one layer");
        double[][] first = {{0.8, -0.4}, {0.3, 0.9}};
        double[][] second = {{1.0, -1.0}, {0.5, 2.0}};
        double[] x = {0.6, 0.9};
        double[] oneByOne = times(second, times(first, x));
        double[][] product = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                product[i][j] = second[i][0] * first[0][j] + second[i][1] * first[1][j];
            }
        }
        double[] atOnce = times(product, x);
        say("two layers: (%.4f, %.4f)", oneByOne[0], oneByOne[1]);
        say("their product: [[%.2f, %.2f], [%.2f, %.2f]]", product[0][0], product[0][1], product[1][0], product[1][1]);
        agree("two linear layers and one", oneByOne, atOnce, 1e-12);

        part("5. What a hidden layer can do: exclusive or");
        for (int i = 0; i < 4; i++) {
            int p = i / 2;
            int q = i % 2;
            double either = sigmoid(20 * p + 20 * q - 10); // at least one
            double both = sigmoid(20 * p + 20 * q - 30); // both
            double exclusive = sigmoid(20 * either - 20 * both - 10); // one, and not both
            say("%d xor %d   hidden (%.3f, %.3f)   output %.3f", p, q, either, both, exclusive);
        }

        part("6. Many classes: softmax");
        double[] scores = {2.0, 1.0, -1.0};
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        double[] shares = new double[3];
        for (int i = 0; i < 3; i++) {
            shares[i] = Math.exp(scores[i]) / sum;
            say("score %4.1f   exp %.4f   probability %.4f", scores[i], Math.exp(scores[i]), shares[i]);
        }

        part("7. The same by the engine");
        try (Scope scope = Scope.open()) {
            Tensor weights = Tensors.of(new float[] {0.8f, -0.4f, 0.3f, 0.9f}, 2, 2);
            Tensor input = Tensors.of(new float[] {0.6f, 0.9f}, 2, 1);
            Tensor layer = weights.matmul(input).sigmoid();
            double[] z1 = times(first, x);
            agree("layer", new double[] {sigmoid(z1[0]), sigmoid(z1[1])}, layer.toDoubles(), 1e-6);
            Tensor logits = Tensors.of(new float[] {2, 1, -1}, 3);
            agree("softmax", shares, logits.softmax(0).toDoubles(), 1e-6);
        }
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                result[i] += matrix[i][j] * vector[j];
            }
        }
        return result;
    }
}

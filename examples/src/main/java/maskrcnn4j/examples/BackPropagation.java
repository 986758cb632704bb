package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import java.util.Arrays;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 3: back propagation by hand on a network of two inputs, two hidden neurons and two outputs. */
public final class BackPropagation {
    private BackPropagation() {}

    public static void main(String[] args) {
        part("1. Forward, the hidden layer");
        double i1 = 0.05;
        double i2 = 0.10;
        double t1 = 0.01; // what the outputs should be
        double t2 = 0.99;
        double[] w = {0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55}; // w[0] is w1
        double b1 = 0.35;
        double b2 = 0.60;
        double netH1 = w[0] * i1 + w[1] * i2 + b1;
        double netH2 = w[2] * i1 + w[3] * i2 + b1;
        double h1 = sigmoid(netH1);
        double h2 = sigmoid(netH2);
        say("net_h1 = 0.15 * 0.05 + 0.20 * 0.10 + 0.35 = %.6f", netH1);
        say("net_h2 = 0.25 * 0.05 + 0.30 * 0.10 + 0.35 = %.6f", netH2);
        say("h1 = sigmoid(net_h1) = %.9f", h1);
        say("h2 = sigmoid(net_h2) = %.9f", h2);

        part("2. Forward, the output layer and the error");
        double netO1 = w[4] * h1 + w[5] * h2 + b2;
        double netO2 = w[6] * h1 + w[7] * h2 + b2;
        double o1 = sigmoid(netO1);
        double o2 = sigmoid(netO2);
        double e1 = (o1 - t1) * (o1 - t1) / 2;
        double e2 = (o2 - t2) * (o2 - t2) / 2;
        say("net_o1 = 0.40 * h1 + 0.45 * h2 + 0.60 = %.9f", netO1);
        say("net_o2 = 0.50 * h1 + 0.55 * h2 + 0.60 = %.9f", netO2);
        say("o1 = %.9f   should be %.2f", o1, t1);
        say("o2 = %.9f   should be %.2f", o2, t2);
        say("E = %.9f + %.9f = %.9f", e1, e2, e1 + e2);

        part("3. Back to w5: three factors");
        double errorByO1 = o1 - t1;
        double o1ByNet = o1 * (1 - o1);
        double netByW5 = h1;
        double g5 = errorByO1 * o1ByNet * netByW5;
        say("dE/do1 = o1 - t1 = %.9f", errorByO1);
        say("do1/dnet_o1 = o1 (1 - o1) = %.9f", o1ByNet);
        say("dnet_o1/dw5 = h1 = %.9f", netByW5);
        say("dE/dw5 = %.9f", g5);

        part("4. The whole output layer: a delta for each neuron");
        double deltaO1 = (o1 - t1) * o1 * (1 - o1);
        double deltaO2 = (o2 - t2) * o2 * (1 - o2);
        double g6 = deltaO1 * h2;
        double g7 = deltaO2 * h1;
        double g8 = deltaO2 * h2;
        say("delta_o1 = dE/dnet_o1 = %.9f", deltaO1);
        say("delta_o2 = dE/dnet_o2 = %.9f", deltaO2);
        say("dE/dw5 = delta_o1 * h1 = %.9f", deltaO1 * h1);
        say("dE/dw6 = delta_o1 * h2 = %.9f", g6);
        say("dE/dw7 = delta_o2 * h1 = %.9f", g7);
        say("dE/dw8 = delta_o2 * h2 = %.9f", g8);

        part("5. Back through the hidden layer");
        double errorByH1 = deltaO1 * w[4] + deltaO2 * w[6];
        double errorByH2 = deltaO1 * w[5] + deltaO2 * w[7];
        say("dE/dh1 = delta_o1 * w5 + delta_o2 * w7");
        say("       = %.9f + %.9f = %.9f", deltaO1 * w[4], deltaO2 * w[6], errorByH1);
        say("dE/dh2 = delta_o1 * w6 + delta_o2 * w8");
        say("       = %.9f + %.9f = %.9f", deltaO1 * w[5], deltaO2 * w[7], errorByH2);
        double deltaH1 = errorByH1 * h1 * (1 - h1);
        double deltaH2 = errorByH2 * h2 * (1 - h2);
        say("delta_h1 = dE/dh1 * h1 (1 - h1) = %.9f * %.9f = %.9f", errorByH1, h1 * (1 - h1), deltaH1);
        say("delta_h2 = dE/dh2 * h2 (1 - h2) = %.9f * %.9f = %.9f", errorByH2, h2 * (1 - h2), deltaH2);
        double[] byHand = {deltaH1 * i1, deltaH1 * i2, deltaH2 * i1, deltaH2 * i2, g5, g6, g7, g8};
        say("dE/dw1 = delta_h1 * i1 = %.9f", byHand[0]);
        say("dE/dw2 = delta_h1 * i2 = %.9f", byHand[1]);
        say("dE/dw3 = delta_h2 * i1 = %.9f", byHand[2]);
        say("dE/dw4 = delta_h2 * i2 = %.9f", byHand[3]);
        say("dE/db1 = delta_h1 + delta_h2 = %.9f", deltaH1 + deltaH2);
        say("dE/db2 = delta_o1 + delta_o2 = %.9f", deltaO1 + deltaO2);

        part("6. One step");
        double rate = 0.5;
        double[] stepped = new double[8];
        for (int i = 0; i < 8; i++) {
            stepped[i] = w[i] - rate * byHand[i];
            say("w%d = %.2f - 0.5 * %12.9f = %.9f", i + 1, w[i], byHand[i], stepped[i]);
        }
        say("E before the step %.9f", error(w, b1, b2));
        say("E after the step  %.9f", error(stepped, b1, b2));

        part("7. Checked by small steps");
        double[] bySteps = new double[8];
        for (int i = 0; i < 8; i++) {
            double[] more = w.clone();
            double[] less = w.clone();
            more[i] += 1e-5;
            less[i] -= 1e-5;
            bySteps[i] = (error(more, b1, b2) - error(less, b1, b2)) / 2e-5;
        }
        agree("eight gradients by hand and by small steps", byHand, bySteps, 1e-9);

        part("8. Checked by autograd");
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.of(new float[] {0.05f, 0.10f}, 2, 1);
            Tensor target = Tensors.of(new float[] {0.01f, 0.99f}, 2, 1);
            Tensor hiddenWeights = Autograd.track(Tensors.of(new float[] {0.15f, 0.20f, 0.25f, 0.30f}, 2, 2));
            Tensor outputWeights = Autograd.track(Tensors.of(new float[] {0.40f, 0.45f, 0.50f, 0.55f}, 2, 2));
            Tensor hiddenBias = Autograd.track(Tensors.of(new float[] {0.35f}, 1));
            Tensor outputBias = Autograd.track(Tensors.of(new float[] {0.60f}, 1));
            Tensor hidden = hiddenWeights.matmul(input).add(hiddenBias).sigmoid();
            Tensor output = outputWeights.matmul(hidden).add(outputBias).sigmoid();
            Tensor miss = output.subtract(target);
            Autograd.backward(miss.multiply(miss).sum().multiply(0.5));
            double[] w1to4 = Autograd.gradient(hiddenWeights).orElseThrow().toDoubles();
            double[] w5to8 = Autograd.gradient(outputWeights).orElseThrow().toDoubles();
            double[] biases = {
                Autograd.gradient(hiddenBias).orElseThrow().item(),
                Autograd.gradient(outputBias).orElseThrow().item()
            };
            agree("w1 to w4 by hand and by autograd", Arrays.copyOfRange(byHand, 0, 4), w1to4, 1e-6);
            agree("w5 to w8 by hand and by autograd", Arrays.copyOfRange(byHand, 4, 8), w5to8, 1e-6);
            agree("b1, b2 by hand and by autograd", new double[] {deltaH1 + deltaH2, deltaO1 + deltaO2}, biases, 1e-6);
        }

        part("9. Ten thousand steps");
        double[] trained = w.clone();
        double[] steps = new double[41];
        double[] logs = new double[41];
        for (int step = 0; step <= 10_000; step++) {
            if (step == 0 || step == 1 || step == 10 || step == 100 || step == 1000 || step == 10_000) {
                say("after %5d steps   E = %.9f", step, error(trained, b1, b2));
            }
            if (step % 250 == 0) {
                steps[step / 250] = step;
                logs[step / 250] = Math.log10(error(trained, b1, b2));
            }
            double[] g = gradients(trained, b1, b2);
            for (int i = 0; i < 8; i++) {
                trained[i] -= rate * g[i];
            }
        }
        draw(
                "back-propagation-error.svg",
                new Plot("The error falls", "steps", "log10 of E", 0, 10_000, -5, 0)
                        .curve("E", steps, logs)
                        .sketch());
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double error(double[] w, double b1, double b2) {
        double h1 = sigmoid(w[0] * 0.05 + w[1] * 0.10 + b1);
        double h2 = sigmoid(w[2] * 0.05 + w[3] * 0.10 + b1);
        double o1 = sigmoid(w[4] * h1 + w[5] * h2 + b2);
        double o2 = sigmoid(w[6] * h1 + w[7] * h2 + b2);
        return (o1 - 0.01) * (o1 - 0.01) / 2 + (o2 - 0.99) * (o2 - 0.99) / 2;
    }

    static double[] gradients(double[] w, double b1, double b2) {
        double h1 = sigmoid(w[0] * 0.05 + w[1] * 0.10 + b1);
        double h2 = sigmoid(w[2] * 0.05 + w[3] * 0.10 + b1);
        double o1 = sigmoid(w[4] * h1 + w[5] * h2 + b2);
        double o2 = sigmoid(w[6] * h1 + w[7] * h2 + b2);
        double d1 = (o1 - 0.01) * o1 * (1 - o1);
        double d2 = (o2 - 0.99) * o2 * (1 - o2);
        double c1 = (d1 * w[4] + d2 * w[6]) * h1 * (1 - h1);
        double c2 = (d1 * w[5] + d2 * w[7]) * h2 * (1 - h2);
        return new double[] {c1 * 0.05, c1 * 0.10, c2 * 0.05, c2 * 0.10, d1 * h1, d1 * h2, d2 * h1, d2 * h2};
    }
}

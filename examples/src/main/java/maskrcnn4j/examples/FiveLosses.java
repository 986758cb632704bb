package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 8: the five losses. */
public final class FiveLosses {
    private FiveLosses() {}

    public static void main(String[] args) {
        part("1. loss_objectness: is there anything?");
        double[] logits = {2.0, -1.0, -3.0, 0.5};
        double[] isObject = {1, 1, 0, 0};
        double objectness = 0;
        double[] pull = new double[4];
        for (int i = 0; i < 4; i++) {
            double p = sigmoid(logits[i]);
            double loss = -isObject[i] * Math.log(p) - (1 - isObject[i]) * Math.log(1 - p);
            objectness += loss / 4;
            pull[i] = (p - isObject[i]) / 4;
            say(
                    "logit %4.1f   p %.4f   should be %.0f   loss %.4f   gradient %7.4f",
                    logits[i], p, isObject[i], loss, pull[i]);
        }
        say("mean of 4 sampled anchors: %.4f", objectness);

        part("2. loss_rpn_box_reg: where is it, seen from the anchor?");
        double[] deltas = {0.10, -0.05, 0.30, 0.02};
        double[] wanted = {0.02, -0.04, 0.05, 0.02};
        double beta = 1.0 / 9;
        double rpnBoxes = 0;
        String[] names = {"dx", "dy", "dw", "dh"};
        for (int i = 0; i < 4; i++) {
            double d = Math.abs(deltas[i] - wanted[i]);
            say(
                    "%s   off by %.2f   %s   loss %.5f",
                    names[i], d, d < beta ? "d^2 / (2 beta)" : "d - beta / 2  ", smoothL1(d, beta));
            rpnBoxes += smoothL1(d, beta);
        }
        rpnBoxes /= 4; // by the number of sampled anchors, background included
        say("sum over the one foreground anchor / 4 sampled anchors: %.5f", rpnBoxes);
        double[] x = new double[81];
        double[] l1 = new double[81];
        double[] l2 = new double[81];
        double[] smooth = new double[81];
        for (int i = 0; i <= 80; i++) {
            x[i] = (i - 40) / 100.0;
            l1[i] = Math.abs(x[i]);
            l2[i] = 4 * x[i] * x[i];
            smooth[i] = smoothL1(Math.abs(x[i]), beta);
        }
        draw(
                "smooth-l1.svg",
                new Plot("Three ways to punish an error", "d", "loss", -0.4, 0.4, 0, 0.7)
                        .curve("smooth L1", x, smooth)
                        .curve("|d|", x, l1)
                        .curve("4 d^2", x, l2)
                        .sketch());

        part("3. loss_classifier: what is it?");
        double[][] scores = {{0.5, 2.0, 0.1}, {1.0, 0.2, 0.3}, {0.0, 0.4, 0.2}}; // background, cat, dog
        int[] truth = {1, 0, 2};
        double classifier = 0;
        for (int roi = 0; roi < 3; roi++) {
            double[] p = softmax(scores[roi]);
            classifier -= Math.log(p[truth[roi]]) / 3;
            say(
                    "RoI %d   p (%.3f, %.3f, %.3f)   class %d   loss %.4f",
                    roi, p[0], p[1], p[2], truth[roi], -Math.log(p[truth[roi]]));
        }
        say("mean of 3 RoIs: %.4f", classifier);

        part("4. loss_box_reg: where is it, now that we know what it is?");
        double[] cat = {0.4, -0.2, 0.1, 0.0}; // RoI 0 is a cat: only the four deltas for cats count
        double[] catWanted = {0.5, -0.1, 0.4, 0.1};
        double[] dog = {-0.3, 0.1, 0.0, 0.2}; // RoI 2 is a dog; RoI 1 is background and has no box
        double[] dogWanted = {-0.1, 0.1, 0.2, 0.2};
        double boxes = 0;
        for (int i = 0; i < 4; i++) {
            boxes += smoothL1(Math.abs(cat[i] - catWanted[i]), beta) / 3;
            boxes += smoothL1(Math.abs(dog[i] - dogWanted[i]), beta) / 3;
        }
        say("sum over foreground RoIs / 3 RoIs: %.5f", boxes);

        part("5. loss_mask: which pixels?");
        double[] ownMask = {1.5, -0.5, 2.0, -2.0}; // a mask of two by two pixels, of the class cat
        double[] pixels = {1, 0, 1, 0};
        double mask = 0;
        for (int i = 0; i < 4; i++) {
            double p = sigmoid(ownMask[i]);
            mask -= (pixels[i] == 1 ? Math.log(p) : Math.log(1 - p)) / 4;
            say("logit %4.1f   p %.4f   should be %.0f", ownMask[i], p, pixels[i]);
        }
        say("mean over the pixels of the mask of the true class: %.4f", mask);

        part("6. Added up");
        double all = objectness + rpnBoxes + classifier + boxes + mask;
        say("%.4f + %.4f + %.4f + %.4f + %.4f = %.4f", objectness, rpnBoxes, classifier, boxes, mask, all);

        part("7. The same by the engine, with gradients");
        try (Scope scope = Scope.open()) {
            Tensor anchorLogits = Autograd.track(floats(logits));
            Tensor first = LossFunctions.binaryCrossEntropyMean(anchorLogits, floats(isObject));
            Tensor second = LossFunctions.smoothL1Sum(floats(deltas), floats(wanted), beta)
                    .multiply(0.25);
            Tensor third = LossFunctions.crossEntropy(
                    Tensors.of(Convolution.floats(scores), 3, 3), Tensors.of(new long[] {1, 0, 2}, 3));
            Tensor fourth = LossFunctions.smoothL1Sum(floats(cat), floats(catWanted), beta)
                    .add(LossFunctions.smoothL1Sum(floats(dog), floats(dogWanted), beta))
                    .multiply(1.0 / 3);
            Tensor fifth = LossFunctions.binaryCrossEntropyMean(floats(ownMask), floats(pixels));
            double[] byHand = {objectness, rpnBoxes, classifier, boxes, mask};
            double[] byEngine = {first.item(), second.item(), third.item(), fourth.item(), fifth.item()};
            agree("five losses by hand and by the engine", byHand, byEngine, 1e-6);
            Autograd.backward(first);
            double[] byAutograd = Autograd.gradient(anchorLogits).orElseThrow().toDoubles();
            agree("gradients of the objectness by hand and by autograd", pull, byAutograd, 1e-6);
        }
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double smoothL1(double d, double beta) {
        return d < beta ? d * d / (2 * beta) : d - beta / 2;
    }

    static double[] softmax(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        double[] shares = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            shares[i] = Math.exp(scores[i]) / sum;
        }
        return shares;
    }

    static Tensor floats(double[] values) {
        return Tensors.of(Convolution.floats(new double[][] {values}), values.length);
    }
}

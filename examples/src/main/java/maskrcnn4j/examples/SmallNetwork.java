package maskrcnn4j.examples;

import java.util.Random;

/**
 * A trunk (one hidden layer with tanh) and a head (a linear layer), trained by plain gradient descent on the mean squared
 * error; chapter 9 trains them together and apart. Computes the same numbers on every machine.
 */
public final class SmallNetwork {
    private final double[][] trunk;
    private final double[][] head;

    private SmallNetwork(double[][] trunk, double[][] head) {
        this.trunk = trunk;
        this.head = head;
    }

    /** A network of random weights. */
    public static SmallNetwork random(
            int inputs, int hidden, int outputs, double trunkScale, double headScale, Random random) {
        return new SmallNetwork(
                gaussian(hidden, inputs + 1, trunkScale, random), gaussian(outputs, hidden + 1, headScale, random));
    }

    /** A matrix of normally distributed numbers; in a layer the last column is the bias. */
    public static double[][] gaussian(int rows, int columns, double scale, Random random) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = scale * random.nextGaussian();
            }
        }
        return matrix;
    }

    /** A copy of this trunk, and a copy of that head. */
    public SmallNetwork withHeadOf(SmallNetwork other) {
        return new SmallNetwork(copy(trunk), copy(other.head));
    }

    /** What the trunk makes of an input. */
    public double[] features(double[] input) {
        double[] features = layer(trunk, input);
        for (int i = 0; i < features.length; i++) {
            features[i] = StrictMath.tanh(features[i]);
        }
        return features;
    }

    /** What the head makes of the trunk's features. */
    public double[] outputs(double[] input) {
        return layer(head, features(input));
    }

    /** Steps downhill, with a rate of its own for each part; a rate of 0 freezes it. */
    public void train(double[][] inputs, double[][] targets, int steps, double trunkRate, double headRate) {
        for (int step = 0; step < steps; step++) {
            Gradients g = gradients(inputs, targets, trunkRate != 0);
            move(trunk, g.trunk(), trunkRate);
            move(head, g.head(), headRate);
        }
    }

    /**
     * The gradients of half the mean squared error.
     *
     * @param trunk of the trunk's weights
     * @param head of the head's weights
     */
    public record Gradients(double[][] trunk, double[][] head) {
        /** The length of the trunk's gradient. */
        public double trunkLength() {
            return distance(trunk, new double[trunk.length][trunk[0].length]);
        }
    }

    /** Back propagation, as in chapter 3. */
    public Gradients gradients(double[][] inputs, double[][] targets) {
        return gradients(inputs, targets, true);
    }

    /** A frozen trunk needs no way back. */
    private Gradients gradients(double[][] inputs, double[][] targets, boolean back) {
        double[][] ofTrunk = new double[trunk.length][trunk[0].length];
        double[][] ofHead = new double[head.length][head[0].length];
        for (int s = 0; s < inputs.length; s++) {
            double[] features = features(inputs[s]);
            double[] outputs = layer(head, features);
            double[] deltas = new double[outputs.length];
            for (int k = 0; k < outputs.length; k++) {
                deltas[k] = (outputs[k] - targets[s][k]) / inputs.length;
                addOuter(ofHead[k], deltas[k], features);
            }
            for (int j = 0; back && j < features.length; j++) {
                double error = 0;
                for (int k = 0; k < outputs.length; k++) {
                    error += deltas[k] * head[k][j];
                }
                addOuter(ofTrunk[j], error * (1 - features[j] * features[j]), inputs[s]);
            }
        }
        return new Gradients(ofTrunk, ofHead);
    }

    /** The mean squared error over all outputs. */
    public double error(double[][] inputs, double[][] targets) {
        double error = 0;
        for (int s = 0; s < inputs.length; s++) {
            double[] outputs = outputs(inputs[s]);
            for (int k = 0; k < outputs.length; k++) {
                error += (outputs[k] - targets[s][k]) * (outputs[k] - targets[s][k]);
            }
        }
        return error / inputs.length / targets[0].length;
    }

    /** How far the trunks of two networks are apart. */
    public double trunkDistance(SmallNetwork other) {
        return distance(trunk, other.trunk);
    }

    private static double distance(double[][] one, double[][] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one[i].length; j++) {
                sum += (one[i][j] - other[i][j]) * (one[i][j] - other[i][j]);
            }
        }
        return Math.sqrt(sum);
    }

    private static double[] layer(double[][] weights, double[] input) {
        double[] result = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double sum = weights[i][input.length];
            for (int j = 0; j < input.length; j++) {
                sum += weights[i][j] * input[j];
            }
            result[i] = sum;
        }
        return result;
    }

    private static void addOuter(double[] into, double delta, double[] input) {
        for (int i = 0; i < input.length; i++) {
            into[i] += delta * input[i];
        }
        into[input.length] += delta;
    }

    private static void move(double[][] weights, double[][] gradient, double rate) {
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] -= rate * gradient[i][j];
            }
        }
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}

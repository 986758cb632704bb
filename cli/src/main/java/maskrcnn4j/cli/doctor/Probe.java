package maskrcnn4j.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * Measures for about ten seconds how fast the heaviest operation of the network runs: the 3x3 convolution of 256 channels, on
 * the third level of the pyramid (50 x 76 cells, of a picture of 800 x 1216 pixels).
 */
public final class Probe {
    private static final int CHANNELS = 256;
    private static final int HEIGHT = 50;
    private static final int WIDTH = 76;
    private static final double OPERATIONS = 2.0 * 9 * CHANNELS * CHANNELS * HEIGHT * WIDTH;
    private static final List<Integer> BATCHES = List.of(1, 2, 4);
    private static final List<Precision> PRECISIONS = List.of(Precision.FLOAT32, Precision.BF16);

    /** A larger batch must gain this much to be worth its memory. */
    private static final double WORTH = 1.05;

    /** How many {@linkplain Measurement measurements} are made. */
    public static final int STEPS = BATCHES.size() * PRECISIONS.size();

    private Probe() {}

    /**
     * How fast one combination runs.
     *
     * @param precision number format
     * @param batch pictures at once
     * @param billionsPerSecond multiplications and additions a second, in 10⁹
     */
    public record Measurement(Precision precision, int batch, double billionsPerSecond) {}

    /**
     * Measures every combination of precision and batch.
     *
     * @param device where
     * @param seconds how long all measurements take together, at least; each runs at least once, after a first run that prepares
     * @param done is told after each
     */
    public static List<Measurement> run(Device device, double seconds, Runnable done) {
        List<Measurement> measured = new ArrayList<>();
        for (Precision precision : PRECISIONS) {
            for (int batch : BATCHES) {
                measured.add(new Measurement(precision, batch, measure(device, precision, batch, seconds / STEPS)));
                done.run();
            }
        }
        return measured;
    }

    private static double measure(Device device, Precision precision, int batch, double seconds) {
        ElementType type = precision.elementType();
        try (Scope scope = Scope.open();
                Engine.Guard inference = Engine.withoutGradients()) {
            Tensor input = Tensors.full(ElementType.FLOAT32, 0.5, batch, CHANNELS, HEIGHT, WIDTH)
                    .to(type)
                    .to(device)
                    .channelsLast();
            Tensor weight = Tensors.full(ElementType.FLOAT32, 0.01, CHANNELS, CHANNELS, 3, 3)
                    .to(type)
                    .to(device)
                    .channelsLast();
            Tensor bias = Tensors.zeros(ElementType.FLOAT32, CHANNELS).to(type).to(device);
            once(input, weight, bias); // the first run prepares
            long start = System.nanoTime();
            int runs = 0;
            double taken;
            do {
                once(input, weight, bias);
                runs++;
                taken = (System.nanoTime() - start) / 1e9;
            } while (taken < seconds || runs < 1);
            return OPERATIONS * batch * runs / taken / 1e9;
        }
    }

    private static void once(Tensor input, Tensor weight, Tensor bias) {
        try (Scope scope = Scope.open()) {
            Tensor output = Convolutions.convolve(input, weight, bias, new ConvGeometry(1, 1, 1));
            output.select(0, 0).select(0, 0).select(0, 0).select(0, 0).item(); // waits for the device
        }
    }

    /** The faster precision; the more exact one where both are equally fast. */
    public static Precision suitablePrecision(List<Measurement> measured) {
        double exact = best(measured, Precision.FLOAT32);
        double small = best(measured, Precision.BF16);
        return small > WORTH * exact ? Precision.BF16 : Precision.FLOAT32;
    }

    /** The smallest batch after which larger ones gain next to nothing. */
    public static int suitableBatch(List<Measurement> measured, Precision precision) {
        double best = best(measured, precision);
        return measured.stream()
                .filter(one -> one.precision() == precision && one.billionsPerSecond() * WORTH >= best)
                .mapToInt(Measurement::batch)
                .min()
                .orElseThrow();
    }

    /** The highest speed of a precision. */
    static double best(List<Measurement> measured, Precision precision) {
        return measured.stream()
                .filter(one -> one.precision() == precision)
                .max(Comparator.comparingDouble(Measurement::billionsPerSecond))
                .orElseThrow()
                .billionsPerSecond();
    }
}

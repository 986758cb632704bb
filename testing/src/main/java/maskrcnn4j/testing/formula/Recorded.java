package maskrcnn4j.testing.formula;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A tensor that a file records, whole or by samples and sums, and how far a result may be from it. */
public final class Recorded {
    /** The rule of the fixtures: eight times the float32 noise seen. */
    private static final double NOISE = 8;

    private static final double FLOOR = 1e-6;

    private final String name;
    private final JsonNode node;

    Recorded(String name, JsonNode node) {
        this.name = name;
        this.node = node;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its sizes. */
    public long[] shape() {
        return FixtureFile.longs(node.path("shape"));
    }

    /** How many values it has. */
    public long count() {
        long count = 1;
        for (long size : shape()) {
            count *= size;
        }
        return count;
    }

    /** Whether all values are recorded. */
    public boolean isWhole() {
        return node.has("data");
    }

    /** Whether its numbers are integers, which must be equal. */
    public boolean isInteger() {
        return node.has("dtype");
    }

    /** All values, row-major; what is not finite is NaN. */
    public double[] values() {
        if (!isWhole()) {
            throw new IllegalStateException(name + " is recorded by samples only");
        }
        return FixtureFile.doubles(node.path("data"));
    }

    /** All values as integers. */
    public int[] integers() {
        double[] values = values();
        int[] integers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            integers[i] = (int) values[i];
        }
        return integers;
    }

    /** How far a value may be off: {@code max(8 max(err64, errAlt), floor)}. */
    public double tolerance() {
        double noise =
                Math.max(node.path("err64").asDouble(0), node.path("errAlt").asDouble(0));
        double largest = isWhole()
                ? largest(values())
                : Math.max(
                        Math.abs(node.path("min").asDouble()),
                        Math.abs(node.path("max").asDouble()));
        double floor = largest > 5 ? Math.max(FLOOR, 2e-7 * largest) : FLOOR;
        return Math.max(NOISE * noise, floor);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    /** Holds a result against it. */
    public void requireClose(long[] shape, float[] actual) {
        double[] values = new double[actual.length];
        for (int i = 0; i < actual.length; i++) {
            values[i] = actual[i];
        }
        requireClose(shape, values);
    }

    /**
     * Holds a result against it.
     *
     * @throws AssertionError if the shape differs, a value is off by more than {@link #tolerance()}, an integer is not
     *     equal, or a sum is off by more than the tolerance times the number of values
     */
    public void requireClose(long[] shape, double[] actual) {
        requireClose(shape, actual, isInteger() ? 0 : tolerance());
    }

    /** Holds a result against it, with a tolerance of the caller's; see {@link #requireClose(long[], double[])}. */
    public void requireClose(long[] shape, double[] actual, double tolerance) {
        if (!java.util.Arrays.equals(shape, shape()) || actual.length != count()) {
            throw new AssertionError(name + ": the shape is " + java.util.Arrays.toString(shape) + ", recorded is "
                    + java.util.Arrays.toString(shape()));
        }
        double worst = worst(actual);
        if (!(worst <= tolerance)) {
            throw new AssertionError(
                    String.format(Locale.ROOT, "%s is off by %.3g, allowed is %.3g", name, worst, tolerance));
        }
        if (node.has("sumAbs")) {
            requireSums(actual, tolerance * actual.length);
        }
    }

    /** The largest difference between a result and what is recorded; NaN if only one of the two is finite somewhere. */
    public double worst(double[] actual) {
        double[] expected = FixtureFile.doubles(isWhole() ? node.path("data") : node.path("val"));
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double value = actual[isWhole() ? i : node.path("idx").get(i).asInt()];
            double wanted = isInteger() ? expected[i] : (float) expected[i]; // decimals that read back as float32
            if (Double.isNaN(expected[i]) && !Double.isFinite(value)) {
                continue;
            }
            double difference = Math.abs(value - wanted);
            if (Double.isNaN(difference)) {
                return Double.NaN;
            }
            worst = Math.max(worst, difference);
        }
        return worst;
    }

    private void requireSums(double[] actual, double allowed) {
        double sum = 0;
        double sumAbs = 0;
        for (double value : actual) {
            sum += value;
            sumAbs += Math.abs(value);
        }
        double worst = Math.max(
                Math.abs(sum - node.path("sum").asDouble()),
                Math.abs(sumAbs - node.path("sumAbs").asDouble()));
        if (!(worst <= allowed)) {
            throw new AssertionError(String.format(
                    Locale.ROOT, "%s: a sum of all values is off by %.3g, allowed is %.3g", name, worst, allowed));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

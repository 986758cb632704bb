package maskrcnn4j.testing.formula;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/** A tensor of the Matterport fixtures: shape, sums, range, sampled values and, where equality is asked for, a CRC-32. */
public final class Summary {
    private static final double SUMS = 1e-5;

    private final String name;
    private final JsonNode node;

    /**
     * Reads one.
     *
     * @param name for messages
     */
    public Summary(String name, JsonNode node) {
        this.name = name;
        this.node = node;
    }

    /** Its sizes. */
    public long[] shape() {
        return FixtureFile.longs(node.path("shape"));
    }

    /** The CRC-32 of little-endian bytes, as eight hexadecimal digits. */
    public static String crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** The CRC-32 of float32 values. */
    public static String crc32(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return crc32(bytes.array());
    }

    /** The CRC-32 of float64 values. */
    public static String crc32(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return crc32(bytes.array());
    }

    /** Holds float32 values against it, which must be equal. */
    public void requireEqual(float[] values) {
        requireCrc(crc32(values), widen(values));
    }

    /** Holds float64 values against it, which must be equal. */
    public void requireEqual(double[] values) {
        requireCrc(crc32(values), values);
    }

    /** Holds bytes against it, which must be equal. */
    public void requireEqual(byte[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i] & 0xff;
        }
        requireCrc(crc32(values), wide);
    }

    private void requireCrc(String crc, double[] values) {
        requireClose(values, 0);
        if (!crc.equals(node.path("crc32").asString())) {
            throw new AssertionError(name + ": the CRC-32 is " + crc + " instead of "
                    + node.path("crc32").asString());
        }
    }

    /** Holds float32 values against it: sampled values within an absolute tolerance, sums within 1e-5 of their magnitude. */
    public void requireClose(float[] values, double tolerance) {
        requireClose(widen(values), tolerance);
    }

    private void requireClose(double[] values, double tolerance) {
        long count = 1;
        for (long size : shape()) {
            count *= size;
        }
        if (values.length != count) {
            throw new AssertionError(name + " has " + values.length + " values instead of " + count);
        }
        double worst = 0;
        for (int i = 0; i < node.path("at").size(); i++) {
            double expected = node.path("values").get(i).asDouble();
            expected = node.path("dtype").asString().equals("float64") ? expected : (float) expected;
            double difference = Math.abs(values[node.path("at").get(i).asInt()] - expected);
            if (!(difference <= tolerance)) {
                throw new AssertionError(String.format(
                        Locale.ROOT,
                        "%s at %d is %.9g instead of %.9g, off by %.3g, allowed is %.3g",
                        name,
                        node.path("at").get(i).asInt(),
                        values[node.path("at").get(i).asInt()],
                        expected,
                        difference,
                        tolerance));
            }
            worst = Math.max(worst, difference);
        }
        double sum = 0;
        double magnitude = 0;
        for (double value : values) {
            sum += value;
            magnitude += Math.abs(value);
        }
        double allowed = SUMS * node.path("abs_sum").asDouble();
        double off = Math.max(
                Math.abs(sum - node.path("sum").asDouble()),
                Math.abs(magnitude - node.path("abs_sum").asDouble()));
        if (!(off <= allowed)) {
            throw new AssertionError(String.format(
                    Locale.ROOT, "%s: a sum of all values is off by %.3g, allowed is %.3g", name, off, allowed));
        }
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}

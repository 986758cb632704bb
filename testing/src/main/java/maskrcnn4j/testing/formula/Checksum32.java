package maskrcnn4j.testing.formula;

import tools.jackson.databind.JsonNode;

/**
 * What files say of a tensor's values as a whole.
 *
 * @param xor xor of the raw float bits
 * @param sumBits sum of the raw bits, each unsigned, modulo 2^64
 * @param sum float64 sum of the values
 */
public record Checksum32(int xor, long sumBits, double sum) {
    /** Of values. */
    public static Checksum32 of(float[] values) {
        int xor = 0;
        long sumBits = 0;
        double sum = 0;
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            xor ^= bits;
            sumBits += Integer.toUnsignedLong(bits);
            sum += value;
        }
        return new Checksum32(xor, sumBits, sum);
    }

    /** Reads {@code xor32}, {@code sumBits64} and {@code sum}. */
    public static Checksum32 read(JsonNode node) {
        return new Checksum32(
                Integer.parseUnsignedInt(node.path("xor32").asString(), 16),
                Long.parseUnsignedLong(node.path("sumBits64").asString(), 16),
                node.path("sum").asDouble());
    }

    /** Whether values have it; the sum may differ in its last digits, as its order is not told. */
    public boolean matches(float[] values) {
        Checksum32 other = of(values);
        return xor == other.xor && sumBits == other.sumBits && Math.abs(sum - other.sum) <= 1e-11 * values.length;
    }
}

package maskrcnn4j.testing.formula;

import java.nio.charset.StandardCharsets;

/** An endless row of 64-bit words that belongs to a name and a constant: SplitMix64 from the name's FNV-1a hash. */
public final class Stream64 {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long hash;

    /**
     * Opens a stream.
     *
     * @param name its name
     * @param constant what the file says under {@code constant}, 0 for sampled indices
     */
    public Stream64(String name, long constant) {
        long h = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        this.hash = h ^ constant;
    }

    /** The word at place {@code i}, counted from 0. */
    public long word(long i) {
        long z = hash + (i + 1) * STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The value at place {@code i}: evenly spread over {@code base} ± {@code bound}, rounded once to float32. */
    public float value(long i, double base, double bound) {
        double u = (word(i) >>> 40) * 0x1p-23 - 1.0;
        return (float) (base + u * bound);
    }

    /** The first {@code count} values. */
    public float[] values(int count, double base, double bound) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(i, base, bound);
        }
        return values;
    }

    /** The places of a tensor of {@code elements} that files sample for a stage. */
    public static int[] sampledIndices(String stage, int count, long elements) {
        Stream64 stream = new Stream64("sample/" + stage, 0);
        int[] indices = new int[count];
        for (int j = 0; j < count; j++) {
            indices[j] = (int) Long.remainderUnsigned(stream.word(j), elements);
        }
        return indices;
    }
}

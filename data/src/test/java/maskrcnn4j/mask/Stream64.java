package maskrcnn4j.mask;

import java.nio.charset.StandardCharsets;

/** The numbers that the fixtures' tensors are made of: FNV-1a names a stream, SplitMix64 runs it. */
final class Stream64 {
    private final long seed;

    Stream64(String name, long constant) {
        long h = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        seed = h ^ constant;
    }

    float value(long i, double base, double bound) {
        long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        double u = ((z ^ (z >>> 31)) >>> 40) * 0x1p-23 - 1.0;
        return (float) (base + u * bound);
    }
}

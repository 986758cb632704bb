package maskrcnn4j.metrics;

/**
 * Sums doubles in the order in which numpy does, so that means agree with it in the last bit: fewer than 8 one by one;
 * up to 128 in eight interleaved sums; more in two halves, cut at a multiple of 8.
 */
public final class PairwiseSum {
    private static final int BLOCK = 128;

    private PairwiseSum() {}

    /** The mean of the first {@code count} values, or -1 if there are none. */
    public static double mean(double[] values, int count) {
        return count == 0 ? -1 : of(values, 0, count) / count;
    }

    /** The sum of {@code count} values from {@code start} on. */
    public static double of(double[] values, int start, int count) {
        if (count < 8) {
            double sum = 0;
            for (int i = start; i < start + count; i++) {
                sum += values[i];
            }
            return sum;
        }
        if (count <= BLOCK) {
            return interleaved(values, start, count);
        }
        int half = count / 2;
        half -= half % 8;
        return of(values, start, half) + of(values, start + half, count - half);
    }

    private static double interleaved(double[] v, int start, int count) {
        double r0 = v[start];
        double r1 = v[start + 1];
        double r2 = v[start + 2];
        double r3 = v[start + 3];
        double r4 = v[start + 4];
        double r5 = v[start + 5];
        double r6 = v[start + 6];
        double r7 = v[start + 7];
        int whole = count - count % 8;
        for (int i = start + 8; i < start + whole; i += 8) {
            r0 += v[i];
            r1 += v[i + 1];
            r2 += v[i + 2];
            r3 += v[i + 3];
            r4 += v[i + 4];
            r5 += v[i + 5];
            r6 += v[i + 6];
            r7 += v[i + 7];
        }
        double sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
        for (int i = start + whole; i < start + count; i++) {
            sum += v[i];
        }
        return sum;
    }
}

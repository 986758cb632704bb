package maskrcnn4j.model.box;

import java.util.Arrays;

/** Sorting by score without objects. */
public final class ScoreOrder {
    /** Scores are counted by their upper half, sign, exponent and 7 bits, to find about how low the best ones reach. */
    private static final int BUCKETS = 1 << 16;

    private ScoreOrder() {}

    /**
     * The places of the best scores, from the highest; equal scores keep their order, and NaN counts as the highest.
     *
     * @param scores in any order
     * @param limit how many at most
     */
    public static int[] best(float[] scores, int limit) {
        long[] keys = scores.length > 4L * limit ? promising(scores, limit) : keys(scores);
        Arrays.sort(keys);
        int[] places = new int[Math.min(limit, keys.length)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) keys[i];
        }
        return places;
    }

    private static long[] keys(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            keys[i] = key(rank(scores[i]), i);
        }
        return keys;
    }

    /** The keys of at least the {@code limit} best scores, and few others. */
    private static long[] promising(float[] scores, int limit) {
        int[] counts = new int[BUCKETS];
        for (float score : scores) {
            counts[bucket(rank(score))]++;
        }
        int last = 0;
        int total = counts[0];
        while (total < limit) {
            total += counts[++last];
        }
        long[] keys = new long[total];
        int at = 0;
        for (int i = 0; i < scores.length; i++) {
            int rank = rank(scores[i]);
            if (bucket(rank) <= last) {
                keys[at++] = key(rank, i);
            }
        }
        return keys;
    }

    /** A number that grows as the score falls. */
    private static int rank(float score) {
        int bits = Float.floatToIntBits(score + 0f); // -0 becomes 0: they are equal scores
        return ~(bits ^ ((bits >> 31) & 0x7fffffff));
    }

    private static int bucket(int rank) {
        return (rank >> 16) + BUCKETS / 2;
    }

    /** Sorts by rank, then by place, which is its low 32 bits. */
    private static long key(int rank, int place) {
        return ((long) rank << 32) | place;
    }
}

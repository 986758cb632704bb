package maskrcnn4j.model.box;

import java.util.Arrays;

/** Sorting by score without objects. */
public final class ScoreOrder {
    private ScoreOrder() {}

    /**
     * The places of the best scores, from the highest; equal scores keep their order.
     *
     * @param scores not NaN
     * @param limit how many at most
     */
    public static int[] best(float[] scores, int limit) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            keys[i] = key(scores[i], i);
        }
        Arrays.sort(keys);
        int[] places = new int[Math.min(limit, keys.length)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) keys[i];
        }
        return places;
    }

    /** A number that sorts by decreasing score, then by increasing place, which are its low 32 bits. */
    private static long key(float score, int place) {
        int bits = Float.floatToIntBits(score + 0f); // -0 becomes 0: they are equal scores
        int increasing = bits ^ ((bits >> 31) & 0x7fffffff);
        return ((long) ~increasing << 32) | place;
    }
}

package maskrcnn4j.metrics;

/**
 * Stable sorting by score, best first, as numpy's stable sort of the negated scores has it: equal scores keep their
 * order, -0 equals 0, and NaN comes last. Keeps its arrays; for one thread.
 */
public final class ScoreOrder {
    private static final int DIGIT = 11;
    private static final int BUCKETS = 1 << DIGIT;
    private static final int SMALL = 64;

    private long[] keys = new long[0];
    private long[] otherKeys = new long[0];
    private int[] otherOrder = new int[0];
    private final int[] counts = new int[BUCKETS];

    /** A sorter. */
    public ScoreOrder() {}

    /**
     * A key that grows as the score falls.
     *
     * @param score any double
     */
    static long key(double score) {
        if (score != score) {
            return -1;
        }
        long bits = Double.doubleToRawLongBits(score + 0.0);
        // Unsigned keys in descending order of the scores.
        return bits >= 0 ? ~bits & Long.MAX_VALUE : bits;
    }

    /** Whether the first score goes before the second wherever they stand. */
    public static boolean before(double first, double second) {
        return first > second || second != second && first == first;
    }

    /**
     * Sorts the first {@code count} entries of {@code order}, which are places in {@code scores}.
     *
     * @param order places, in the order that ties keep
     */
    public void sort(double[] scores, int[] order, int count) {
        if (isSorted(scores, order, count)) {
            return;
        }
        if (count <= SMALL) {
            insertionSort(scores, order, count);
        } else {
            radixSort(scores, order, count);
        }
    }

    private static boolean isSorted(double[] scores, int[] order, int count) {
        for (int i = 1; i < count; i++) {
            if (before(scores[order[i]], scores[order[i - 1]])) {
                return false;
            }
        }
        return true;
    }

    private static void insertionSort(double[] scores, int[] order, int count) {
        for (int i = 1; i < count; i++) {
            int moved = order[i];
            double score = scores[moved];
            int at = i;
            while (at > 0 && before(score, scores[order[at - 1]])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = moved;
        }
    }

    private void radixSort(double[] scores, int[] order, int count) {
        if (keys.length < count) {
            keys = new long[count];
            otherKeys = new long[count];
            otherOrder = new int[count];
        }
        long all = -1;
        long any = 0;
        for (int i = 0; i < count; i++) {
            long key = key(scores[order[i]]);
            keys[i] = key;
            all &= key;
            any |= key;
        }
        long varying = all ^ any;
        int[] from = order;
        int[] to = otherOrder;
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
            if ((varying >>> shift & BUCKETS - 1) != 0) {
                pass(from, to, count, shift);
                int[] swap = from;
                from = to;
                to = swap;
            }
        }
        if (from != order) {
            System.arraycopy(from, 0, order, 0, count);
        }
    }

    private void pass(int[] from, int[] to, int count, int shift) {
        java.util.Arrays.fill(counts, 0);
        long[] k = keys;
        for (int i = 0; i < count; i++) {
            counts[(int) (k[i] >>> shift) & BUCKETS - 1]++;
        }
        int place = 0;
        for (int b = 0; b < BUCKETS; b++) {
            int size = counts[b];
            counts[b] = place;
            place += size;
        }
        long[] into = otherKeys;
        for (int i = 0; i < count; i++) {
            long key = k[i];
            int at = counts[(int) (key >>> shift) & BUCKETS - 1]++;
            into[at] = key;
            to[at] = from[i];
        }
        otherKeys = k;
        keys = into;
    }
}

package maskrcnn4j.dataset;

import java.util.Arrays;

/** Growing of primitive arrays by half, which wastes less than doubling where a data set has millions of entries. */
final class Columns {
    private Columns() {}

    static int grown(int length, int wanted) {
        return Math.max(wanted, Math.max(16, length + (length >> 1)));
    }

    static long[] room(long[] column, int wanted) {
        return column.length >= wanted ? column : Arrays.copyOf(column, grown(column.length, wanted));
    }

    static int[] room(int[] column, int wanted) {
        return column.length >= wanted ? column : Arrays.copyOf(column, grown(column.length, wanted));
    }

    static byte[] room(byte[] column, int wanted) {
        return column.length >= wanted ? column : Arrays.copyOf(column, grown(column.length, wanted));
    }

    static double[] room(double[] column, int wanted) {
        return column.length >= wanted ? column : Arrays.copyOf(column, grown(column.length, wanted));
    }
}

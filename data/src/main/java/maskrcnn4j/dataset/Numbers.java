package maskrcnn4j.dataset;

import java.util.Arrays;

/** A list of doubles that grows without copying: pieces of 64 Ki, the last one growing to that size. */
final class Numbers {
    private static final int BITS = 16;
    private static final int PIECE = 1 << BITS;

    private double[][] pieces = {new double[64]};
    private long size;

    long size() {
        return size;
    }

    void add(double value) {
        int piece = (int) (size >>> BITS);
        int at = (int) size & (PIECE - 1);
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieces.length + (pieces.length >> 1) + 1);
        }
        double[] into = pieces[piece];
        if (into == null) {
            into = pieces[piece] = new double[PIECE];
        } else if (at == into.length) {
            into = pieces[piece] = Arrays.copyOf(into, Math.min(PIECE, 2 * at));
        }
        into[at] = value;
        size++;
    }

    /** Forgets what came after the first {@code kept} numbers. */
    void cut(long kept) {
        size = kept;
    }

    void copy(long from, double[] into, int length) {
        int done = 0;
        while (done < length) {
            int at = (int) (from + done) & (PIECE - 1);
            int part = Math.min(length - done, PIECE - at);
            System.arraycopy(pieces[(int) ((from + done) >>> BITS)], at, into, done, part);
            done += part;
        }
    }
}

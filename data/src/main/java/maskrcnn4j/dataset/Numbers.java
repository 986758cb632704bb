package maskrcnn4j.dataset;

import java.util.Arrays;

/**
 * A list of arrays of doubles that grows without copying what is finished: each array lies whole in one piece of at
 * least 64 Ki, and an address is the number of the piece and the place in it.
 */
final class Numbers {
    private static final int PIECE = 1 << 16;

    private double[][] pieces = {new double[64]};
    private int last;
    private int used;
    private int begun;

    /** Begins an array; one that was begun and not ended is forgotten. */
    void begin() {
        used = begun;
    }

    void add(double value) {
        if (used == pieces[last].length) {
            makeRoom(1);
        }
        pieces[last][used++] = value;
    }

    void addAll(double[] values, int count) {
        if (pieces[last].length - used < count) {
            makeRoom(count);
        }
        System.arraycopy(values, 0, pieces[last], used, count);
        used += count;
    }

    /** Ends the array and returns its address. */
    long end() {
        long address = (long) last << 32 | begun;
        begun = used;
        return address;
    }

    /** The length of the array that was begun last. */
    int length() {
        return used - begun;
    }

    private void makeRoom(int more) {
        int length = used - begun;
        if (pieces[last].length < PIECE || begun == 0) {
            pieces[last] = Arrays.copyOf(pieces[last], Math.max(2 * pieces[last].length, used + more));
            return;
        }
        double[] next = new double[Math.max(PIECE, 2 * length + more)];
        System.arraycopy(pieces[last], begun, next, 0, length);
        pieces[last] = Arrays.copyOf(pieces[last], begun);
        addPiece(next);
        begun = 0;
        used = length;
    }

    private void addPiece(double[] piece) {
        last++;
        if (last == pieces.length) {
            pieces = Arrays.copyOf(pieces, last + (last >> 1) + 1);
        }
        pieces[last] = piece;
    }

    /** Takes over the pieces of another list and returns the number that its first piece has here. */
    int append(Numbers other) {
        pieces[last] = Arrays.copyOf(pieces[last], begun);
        int first = last + 1;
        for (int i = 0; i <= other.last; i++) {
            addPiece(other.pieces[i]);
        }
        begun = used = other.begun;
        return first;
    }

    /** The piece that an array lies in; its place is the low half of the address. */
    double[] piece(long address) {
        return pieces[(int) (address >>> 32)];
    }

    double[] copy(long address, int length) {
        int from = (int) address;
        return Arrays.copyOfRange(pieces[(int) (address >>> 32)], from, from + length);
    }
}

package maskrcnn4j.dataset;

import java.util.Arrays;

/** A list of byte strings that grows without copying; each lies whole in one piece. */
final class Texts {
    private static final int PIECE = 1 << 20;

    private byte[][] pieces = {new byte[1024]};
    private int last;
    private int used;

    /** The piece that holds the text added last. */
    int piece() {
        return last;
    }

    /** Adds a text and returns where it begins in its piece. */
    int add(byte[] from, int start, int length) {
        if (length > pieces[last].length - used) {
            makeRoom(length);
        }
        System.arraycopy(from, start, pieces[last], used, length);
        used += length;
        return used - length;
    }

    private void makeRoom(int length) {
        int wanted = used + length;
        if (wanted <= PIECE || used == 0) {
            int grown = Math.min(PIECE, 2 * pieces[last].length);
            pieces[last] = Arrays.copyOf(pieces[last], Math.max(wanted, grown));
            return;
        }
        pieces[last] = Arrays.copyOf(pieces[last], used);
        last++;
        if (last == pieces.length) {
            pieces = Arrays.copyOf(pieces, last + (last >> 1) + 1);
        }
        pieces[last] = new byte[Math.max(PIECE, length)];
        used = 0;
    }

    /** Takes over the pieces of another list and returns the number that its first piece has here. */
    int append(Texts other) {
        pieces[last] = Arrays.copyOf(pieces[last], used);
        int first = last + 1;
        pieces = Arrays.copyOf(pieces, first + other.last + 1);
        System.arraycopy(other.pieces, 0, pieces, first, other.last + 1);
        last = first + other.last;
        used = other.used;
        return first;
    }

    byte[] piece(int number) {
        return pieces[number];
    }
}

package maskrcnn4j.dataset;

import java.util.Arrays;

/**
 * COCO's text form of run lengths: five bits a character, lowest first, 32 added while more follow, 48 added to all;
 * signed; from the fourth run on the difference to the run two back.
 */
final class RunText {
    /** Five bits a character: more than any sum of two 63-bit numbers can need. */
    static final int MOST_CHARACTERS = 14;

    private RunText() {}

    /** Writes the runs into {@code into} and returns the number of characters. */
    static int encode(long[] runs, int count, byte[] into) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            long value = i > 2 ? runs[i] - runs[i - 2] : runs[i];
            boolean more = true;
            while (more) {
                long five = value & 31;
                value >>= 5;
                more = (five & 16) != 0 ? value != -1 : value != 0;
                into[length++] = (byte) (five + 48 + (more ? 32 : 0));
            }
        }
        return length;
    }

    /** Reads a text into a mask of runs, or says at which character it stops making sense. */
    static InstanceMask decode(byte[] text, int start, int length, int height, int width) {
        int[] counts = new int[Math.max(4, length / 2)];
        int count = 0;
        int at = start;
        int end = start + length;
        while (at < end) {
            int first = at;
            long value = 0;
            int shift = 0;
            int character;
            do {
                if (at == end) {
                    return new InstanceMask.Broken("its run-length text ends inside a number");
                }
                character = text[at++] - 48;
                if (character < 0 || character > 63) {
                    return new InstanceMask.Broken("its run-length text has an illegal character at " + (at - start));
                }
                if (shift > 35) {
                    return new InstanceMask.Broken(
                            "its run-length text has an endless number at " + (first - start + 1));
                }
                value |= (long) (character & 31) << shift;
                shift += 5;
            } while ((character & 32) != 0);
            if ((character & 16) != 0) {
                value |= -1L << shift;
            }
            if (count > 2) {
                value += counts[count - 2];
            }
            if (value < 0 || value > Integer.MAX_VALUE) {
                return new InstanceMask.Broken("run " + (count + 1) + " of its run lengths is " + value);
            }
            counts = Columns.room(counts, count + 1);
            counts[count++] = (int) value;
        }
        return new InstanceMask.Runs(height, width, Arrays.copyOf(counts, count));
    }
}

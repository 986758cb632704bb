package maskrcnn4j.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * COCO's compressed text of run lengths, on plain arrays.
 *
 * <p>Each run is written as a signed number, five bits to a character, lowest first: bit 32 of a character says that
 * more follow, bit 16 of the last one is the sign, and 48 is added to make it printable. From the fourth run on the
 * difference to the run two places back is written. Runs alternate zeros and ones and begin with zeros.
 *
 * <p>Nothing is taken on trust: every character, every run and the sum are checked while reading, so no text can write
 * past an array or keep a later walk from ending. Runs of length zero inside are kept as they are.
 */
public final class RleText {
    private static final int FIRST_CHARACTER = 48;
    private static final int MORE = 32;
    private static final int SIGN = 16;

    private RleText() {}

    /**
     * Reads a text as {@linkplain Spans spans}.
     *
     * @param text the characters, one a byte
     * @param from first character
     * @param to one past the last character
     * @param pixels height times width: what the runs must sum to (an empty text is an empty mask, as pycocotools has it)
     * @param spans receives start and stop of each run of ones; {@code to - from} places are always enough
     * @param at where in {@code spans} to begin
     * @return how many places were filled, an even number
     * @throws MaskException if the text breaks the format; the message gives the position
     */
    public static int decodeSpans(byte[] text, int from, int to, int pixels, int[] spans, int at) {
        int n = at;
        int run = 0;
        int position = 0;
        // The runs one, two and three places back: differences begin with the fourth.
        int back1 = 0;
        int back2 = 0;
        for (int p = from; p < to; ) {
            int c = text[p] - FIRST_CHARACTER;
            int value;
            if ((c & ~31) == 0) {
                value = (c ^ SIGN) - SIGN;
                p++;
            } else {
                int length = numberLength(text, p, from, to);
                value = number(text, p, length);
                p += length;
            }
            if (run > 2) {
                value += back2;
            }
            if (value < 0 || value > pixels - position) {
                throw badRun(run, value, position, pixels, hint(text, from, to));
            }
            position += value;
            spans[n++] = position;
            back2 = back1;
            back1 = value;
            run++;
        }
        if (position != pixels && run > 0) {
            throw badSum(position, pixels, hint(text, from, to));
        }
        // The end of the last run of zeros opens nothing.
        return (run & ~1);
    }

    /**
     * Reads a text as run lengths.
     *
     * @return the runs as written, those of length zero included
     * @throws MaskException if the text breaks the format; the message gives the position
     */
    public static int[] decodeCounts(byte[] text, int from, int to, int pixels) {
        int[] ends = new int[to - from];
        decodeSpans(text, from, to, pixels, ends, 0);
        int runs = 0;
        for (int p = from; p < to; p++) {
            runs += ((text[p] - FIRST_CHARACTER) & MORE) == 0 ? 1 : 0;
        }
        int[] counts = Arrays.copyOf(ends, runs);
        for (int i = runs - 1; i > 0; i--) {
            counts[i] -= counts[i - 1];
        }
        return counts;
    }

    /**
     * Sums the runs of ones of a text without storing them.
     *
     * @return the number of pixels in the mask
     * @throws MaskException as {@link #decodeSpans}
     */
    public static int area(byte[] text, int from, int to, int pixels) {
        int run = 0;
        int position = 0;
        int area = 0;
        int back1 = 0;
        int back2 = 0;
        for (int p = from; p < to; ) {
            int c = text[p] - FIRST_CHARACTER;
            int value;
            if ((c & ~31) == 0) {
                value = (c ^ SIGN) - SIGN;
                p++;
            } else {
                int length = numberLength(text, p, from, to);
                value = number(text, p, length);
                p += length;
            }
            if (run > 2) {
                value += back2;
            }
            if (value < 0 || value > pixels - position) {
                throw badRun(run, value, position, pixels, hint(text, from, to));
            }
            position += value;
            area += value & -(run & 1);
            back2 = back1;
            back1 = value;
            run++;
        }
        if (position != pixels && run > 0) {
            throw badSum(position, pixels, hint(text, from, to));
        }
        return area;
    }

    /** Writes run lengths as text, those of length zero included. */
    public static byte[] encode(int[] counts, int from, int to) {
        byte[] text = new byte[Math.max(8, (to - from) * 2)];
        int length = 0;
        for (int i = from; i < to; i++) {
            // Seven characters hold every difference of two ints.
            if (text.length - length < 7) {
                text = Arrays.copyOf(text, text.length * 2);
            }
            long x = counts[i];
            if (i - from > 2) {
                x -= counts[i - 2];
            }
            boolean more = true;
            while (more) {
                int c = (int) (x & 31);
                x >>= 5;
                more = (c & SIGN) != 0 ? x != -1 : x != 0;
                text[length++] = (byte) ((more ? c | MORE : c) + FIRST_CHARACTER);
            }
        }
        return Arrays.copyOf(text, length);
    }

    static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                throw badCharacter(text.charAt(i), i);
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Counts and checks the characters of the number that begins at {@code p}. */
    private static int numberLength(byte[] text, int p, int from, int to) {
        for (int i = p; i < to; i++) {
            int c = text[i] - FIRST_CHARACTER;
            if ((c & ~63) != 0) {
                throw badCharacter((char) (text[i] & 0xff), i - from);
            }
            if ((c & MORE) == 0) {
                if (i - p >= 7) {
                    throw tooLong(p - from);
                }
                return i - p + 1;
            }
            if (i - p >= 7) {
                throw tooLong(p - from);
            }
        }
        throw new MaskException("run-length text ends inside the number that begins at character " + (p - from)
                + ": the text is cut off");
    }

    private static int number(byte[] text, int p, int length) {
        long x = 0;
        for (int k = 0; k < length; k++) {
            x |= (long) ((text[p + k] - FIRST_CHARACTER) & 31) << 5 * k;
        }
        int shift = 64 - 5 * length;
        x = x << shift >> shift;
        // Only a difference of two runs may be negative, and no run reaches 2^31: anything else fails the check of
        // runs.
        return (int) Math.max(Integer.MIN_VALUE / 2, Math.min(x, Integer.MAX_VALUE));
    }

    private static MaskException badCharacter(char c, int at) {
        return new MaskException("run-length text has " + (c >= 32 && c < 127 ? "'" + c + "'" : "code " + (int) c)
                + " at character " + at + "; only codes 48 to 111 ('0' to 'o') are legal");
    }

    private static MaskException tooLong(int at) {
        return new MaskException(
                "run-length text has a number of more than 7 characters at character " + at + "; no run is that long");
    }

    private static MaskException badRun(int run, int value, int position, int pixels, String hint) {
        return value < 0
                ? new MaskException("run " + run + " of the run-length text is negative (" + value + ")" + hint)
                : new MaskException("run " + run + " of the run-length text (" + value + " pixels from pixel "
                        + position + ") goes past the mask's " + pixels + " pixels: wrong size or damaged text" + hint);
    }

    private static MaskException badSum(int sum, int pixels, String hint) {
        return new MaskException("runs sum to " + sum + " instead of the mask's " + pixels
                + " pixels (height x width): wrong size or damaged text" + hint);
    }

    /** Backslash is a legal character; a text in which it comes in pairs was most likely escaped once too often. */
    private static String hint(byte[] text, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (text[i] == '\\' && text[i - 1] == '\\') {
                return "; its backslashes come in pairs, it looks escaped twice";
            }
        }
        return "";
    }
}

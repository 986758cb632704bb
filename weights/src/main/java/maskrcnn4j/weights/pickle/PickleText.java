package maskrcnn4j.weights.pickle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.HeapStorage;

/** The values that the oldest pickles write as lines of text. */
final class PickleText {
    /** Longest number that is worth parsing: Java takes quadratic time. */
    private static final int MAX_DIGITS = 1000;

    private static final int SHOWN = 80;

    private PickleText() {}

    /** An integer, or the truth values {@code 00} and {@code 01}. */
    static Object integer(String line) throws WeightException {
        if (line.equals("00") || line.equals("01")) {
            return line.equals("01");
        }
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        try {
            if (digits.length() <= MAX_DIGITS) {
                return small(new BigInteger(digits));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new WeightException("damaged: its pickle has " + shown(line) + " for a number");
    }

    /** A {@link Long} where it fits. */
    static Object small(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    static double real(String line) throws WeightException {
        try {
            return switch (line) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(line);
            };
        } catch (NumberFormatException e) {
            throw new WeightException("damaged: its pickle has " + shown(line) + " for a number", e);
        }
    }

    static long index(String line) throws WeightException {
        return integer(line) instanceof Long index ? index : -1;
    }

    /** A text whose special characters are written as {@code \}{@code uXXXX}. */
    static String unicode(String line) throws WeightException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            int digits = 0;
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                digits = line.charAt(i + 1) == 'u' ? 4 : line.charAt(i + 1) == 'U' ? 8 : 0;
            }
            if (digits == 0) {
                text.append(line.charAt(i));
                continue;
            }
            text.appendCodePoint(codePoint(line, i + 2, digits));
            i += 1 + digits;
        }
        return text.toString();
    }

    /** A byte string in quotes, with the escapes of Python's {@code repr}. */
    static PickleBytes quoted(String line) throws WeightException {
        String text = line.strip();
        if (text.length() < 2
                || "'\"".indexOf(text.charAt(0)) < 0
                || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw new WeightException("damaged: its pickle has a byte string without quotes");
        }
        StringBuilder bytes = new StringBuilder();
        int end = text.length() - 1;
        for (int i = 1; i < end; i++) {
            char next = text.charAt(i);
            if (next != '\\') {
                bytes.append(next);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> bytes.append('\n');
                case 't' -> bytes.append('\t');
                case 'r' -> bytes.append('\r');
                case 'x' -> {
                    bytes.append((char) codePoint(text, i + 1, 2));
                    i += 2;
                }
                default -> bytes.append(escaped);
            }
        }
        return PickleBytes.of(new HeapStorage(bytes.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static int codePoint(String text, int at, int digits) throws WeightException {
        try {
            int value = Integer.parseInt(text.substring(at, at + digits), 16);
            if (Character.isValidCodePoint(value)) {
                return value;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // said below
        }
        throw new WeightException("damaged: its pickle has a character that is none");
    }

    /** What a file says, short enough and plain enough for a message. */
    static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }
}

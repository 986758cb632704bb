package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The numbers of JSON, strictly by RFC 8259, with NaN and Infinity as Python writes them. */
abstract class JsonNumbers extends JsonBytes {
    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

    JsonNumbers(Path file, FileChannel channel, long start, int window) throws IOException {
        super(file, channel, start, window);
    }

    JsonNumbers(Path file, FileChannel channel, long start, byte[] borrowed) throws IOException {
        super(file, channel, start, borrowed);
    }

    /** Whether a number begins here. */
    static boolean startsNumber(int c) {
        return c >= '0' && c <= '9' || c == '-' || c == 'N' || c == 'I';
    }

    /** Takes a number, as the double nearest to it. */
    double number() throws IOException {
        byte[] b = bytes;
        int start = position;
        int p = start;
        boolean negative = b[p] == '-';
        if (negative) {
            p++;
        }
        long mantissa = 0;
        int first = p;
        int digit = b[p] - '0';
        while (digit >= 0 && digit <= 9) {
            mantissa = 10 * mantissa + digit;
            digit = b[++p] - '0';
        }
        int digits = p - first;
        if (digits == 0) {
            return notFinite(p, negative);
        }
        if (digits > 1 && b[first] == '0') {
            throw fault(first + 1, "a number must not begin with 0");
        }
        int places = 0;
        if (b[p] == '.') {
            int point = ++p;
            digit = b[p] - '0';
            while (digit >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
                digit = b[++p] - '0';
            }
            places = p - point;
            if (places == 0) {
                throw fault(p, "expected a digit after the point");
            }
            digits += places;
        }
        if ((b[p] | 32) == 'e') {
            int end = exponentEnd(p);
            if (end - p <= 6) {
                places -= exponent(p + 1, end);
            } else {
                digits = Integer.MAX_VALUE;
            }
            p = end;
        }
        position = p;
        double value;
        if (digits <= Decimal.MAX_DIGITS && Decimal.covers(mantissa, places)) {
            value = Decimal.value(mantissa, places);
            return negative ? -value : value;
        }
        return p >= limit ? 0 : Double.parseDouble(token(start, p));
    }

    private int exponentEnd(int e) throws IOException {
        int p = e + 1;
        if (bytes[p] == '+' || bytes[p] == '-') {
            p++;
        }
        int first = p;
        while (bytes[p] >= '0' && bytes[p] <= '9') {
            p++;
        }
        if (p == first) {
            throw fault(p, "expected a digit in the exponent");
        }
        return p;
    }

    private int exponent(int from, int end) {
        boolean negative = bytes[from] == '-';
        int value = 0;
        for (int p = negative || bytes[from] == '+' ? from + 1 : from; p < end; p++) {
            value = 10 * value + bytes[p] - '0';
        }
        return negative ? -value : value;
    }

    private double notFinite(int p, boolean negative) throws IOException {
        if (bytes[p] == 'N' && !negative) {
            word(p, NAN);
            return Double.NaN;
        }
        if (bytes[p] == 'I') {
            word(p, INFINITY);
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw fault(p, "expected a number");
    }

    /**
     * Takes a whole number; 3.0 is one.
     *
     * @param what the name of the field, for the message
     */
    long integer(String what) throws IOException {
        byte[] b = bytes;
        int start = position;
        int p = b[start] == '-' ? start + 1 : start;
        int first = p;
        long value = 0;
        while (b[p] >= '0' && b[p] <= '9' && p - first < Decimal.MAX_DIGITS) {
            value = 10 * value + b[p++] - '0';
        }
        int c = b[p];
        boolean ends = c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n';
        if (p > first && ends && (b[first] != '0' || p == first + 1)) {
            position = p;
            return first > start ? -value : value;
        }
        double rounded = number();
        needMore();
        String token = token(start, position);
        try {
            return Double.isFinite(rounded) && Math.abs(rounded) < 1e19
                    ? new BigDecimal(token).longValueExact()
                    : notWhole(start, what, token);
        } catch (ArithmeticException e) {
            return notWhole(start, what, token);
        }
    }

    /** Makes sure that what was taken does not go on behind the window. */
    void needMore() throws IOException {
        if (position >= limit && !atEnd()) {
            throw fault(limit, "");
        }
    }

    private long notWhole(int start, String what, String token) throws IOException {
        throw wrong(start, what + " must be a whole number of at most 64 bits, not " + token);
    }

    private String token(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Takes a number and forgets it; its syntax is checked all the same. */
    final void skipNumber() throws IOException {
        byte[] b = bytes;
        int p = position;
        int c = b[p];
        if (c == '-') {
            c = b[++p];
        }
        int first = p;
        while (c >= '0' && c <= '9') {
            c = b[++p];
        }
        if (p == first || c == 'e' || c == 'E' || b[first] == '0' && p > first + 1) {
            number();
            return;
        }
        if (c == '.') {
            int point = ++p;
            c = b[p];
            while (c >= '0' && c <= '9') {
                c = b[++p];
            }
            if (p == point || c == 'e' || c == 'E') {
                number();
                return;
            }
        }
        position = p;
    }

    /** Takes a word that begins at a place. */
    final void word(int at, byte[] word) throws IOException {
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                throw fault(at + i, "expected a value");
            }
        }
        position = at + word.length;
    }
}

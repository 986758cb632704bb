package maskrcnn4j.dataset.coco;

import java.util.Arrays;

/**
 * Takes lists of plain numbers, digits with at most one point, at a glance: nine tenths of a COCO file are such lists.
 * Anything else, an exponent or a fault or the end of the window, is left where it stands for the careful way. Keeps the
 * last list; for one thread.
 */
final class NumberList {
    /** So many digits fit a double exactly, so that one division gives the nearest double. */
    private static final int MOST_DIGITS = 15;

    double[] values = new double[64];
    int count;

    /**
     * Takes the list that begins at the scanner's position if all of it is plain numbers.
     *
     * @return whether it was taken; if not, nothing was
     */
    boolean take(JsonScanner json) {
        byte[] b = json.bytes;
        double[] into = values;
        int n = 0;
        int p = json.position + 1;
        while (true) {
            int c = b[p];
            while (c == ' ') {
                c = b[++p];
            }
            boolean negative = c == '-';
            if (negative) {
                c = b[++p];
            }
            int first = p;
            long mantissa = 0;
            int digit = c - '0';
            while (digit >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
                digit = b[++p] - '0';
            }
            int digits = p - first;
            if (digits == 0 || digits > 1 && b[first] == '0') {
                return false;
            }
            int places = 0;
            if (digit == '.' - '0') {
                int point = ++p;
                digit = b[p] - '0';
                while (digit >= 0 && digit <= 9) {
                    mantissa = 10 * mantissa + digit;
                    digit = b[++p] - '0';
                }
                places = p - point;
                if (places == 0) {
                    return false;
                }
            }
            if (digits + places > MOST_DIGITS) {
                return false;
            }
            if (n == into.length) {
                values = into = Arrays.copyOf(into, 2 * n);
            }
            double value = places == 0 ? mantissa : Decimal.value(mantissa, places);
            into[n++] = negative ? -value : value;
            c = digit + '0';
            while (c == ' ') {
                c = b[++p];
            }
            if (c == ',') {
                p++;
            } else if (c == ']') {
                count = n;
                json.position = p + 1;
                return true;
            } else {
                return false;
            }
        }
    }

    /**
     * Takes the list that begins at the scanner's position if all of it is plain numbers, and forgets it.
     *
     * @return whether it was taken; if not, nothing was
     */
    static boolean skip(JsonScanner json) {
        byte[] b = json.bytes;
        int p = json.position + 1;
        while (true) {
            int c = b[p];
            while (c == ' ') {
                c = b[++p];
            }
            if (c == '-') {
                c = b[++p];
            }
            int first = p;
            while (c >= '0' && c <= '9') {
                c = b[++p];
            }
            if (p == first || p > first + 1 && b[first] == '0') {
                return false;
            }
            if (c == '.') {
                int point = ++p;
                c = b[p];
                while (c >= '0' && c <= '9') {
                    c = b[++p];
                }
                if (p == point) {
                    return false;
                }
            }
            while (c == ' ') {
                c = b[++p];
            }
            if (c == ',') {
                p++;
            } else if (c == ']') {
                json.position = p + 1;
                return true;
            } else {
                return false;
            }
        }
    }
}

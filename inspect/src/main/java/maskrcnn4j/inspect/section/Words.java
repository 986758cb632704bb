package maskrcnn4j.inspect.section;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as running text has them. */
final class Words {
    private Words() {}

    static String score(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 0.001 ? "%.2e" : "%.3f", value);
    }

    /** A number in four digits at most, without zeros at its end; whole ones as they are. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    static String box(float[] corners, int box) {
        return String.format(
                Locale.ROOT,
                "%.0f, %.0f – %.0f, %.0f",
                corners[4 * box],
                corners[4 * box + 1],
                corners[4 * box + 2],
                corners[4 * box + 3]);
    }
}

package maskrcnn4j.report;

import java.util.Locale;
import java.util.Optional;

/**
 * Writes the few elements of SVG that charts are made of. All text is escaped here. How an element looks is said by its
 * classes, or, where a style is given, by attributes of its own.
 */
final class Svg {
    /** Height of letters, in units of the drawing. */
    static final double LETTER = 13;

    private static final double LETTER_WIDTH = 0.57;

    private final StringBuilder out = new StringBuilder();
    private final Optional<ChartStyle> style;

    Svg(Optional<ChartStyle> style) {
        this.style = style;
    }

    /** Opens an element that has others inside. */
    Svg open(String name, Object... attributes) {
        start(name, attributes);
        out.append('>');
        return this;
    }

    /** Closes it. */
    Svg close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element without others inside. */
    Svg shape(String name, Object... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    /** A shape that says what it is when it is pointed at. */
    Svg shape(String name, String title, Object[] attributes) {
        start(name, attributes);
        out.append("><title>")
                .append(escaped(title))
                .append("</title></")
                .append(name)
                .append('>');
        return this;
    }

    /** Text at a place; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    Svg text(double x, double y, String anchor, String text) {
        start("text", "x", x, "y", y, "text-anchor", anchor);
        out.append('>').append(escaped(text)).append("</text>");
        return this;
    }

    /** Text that is cut to a width, and then says the whole when it is pointed at. */
    Svg fitted(double x, double y, String anchor, String text, double width) {
        String shown = cut(text, width);
        if (shown.equals(text)) {
            return text(x, y, anchor, text);
        }
        start("text", "x", x, "y", y, "text-anchor", anchor);
        out.append("><title>")
                .append(escaped(text))
                .append("</title>")
                .append(escaped(shown))
                .append("</text>");
        return this;
    }

    /** About how wide a text is: no fonts are asked, since the reader's are not known here. */
    static double width(String text) {
        double wide = text.codePoints().filter(c -> c > 0x2e80).count();
        return LETTER * (LETTER_WIDTH * (text.length() - wide) + wide);
    }

    private static String cut(String text, double width) {
        if (width(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end)) + LETTER > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + "…";
    }

    private void start(String name, Object... attributes) {
        out.append('<').append(name);
        String classes = "";
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            if (style.isPresent() && attributes[i].equals("class")) {
                classes = value.toString();
            } else {
                attribute(attributes[i], value instanceof Double number ? number(number) : value);
            }
        }
        if (style.isPresent()) {
            style.get().attributes(name, classes).forEach(this::attribute);
        }
    }

    private void attribute(Object name, Object value) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value.toString()))
                .append('"');
    }

    /** A coordinate: a tenth of a unit is finer than any screen. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "�");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package maskrcnn4j.examples;

import java.util.Locale;

/**
 * A drawing in SVG, the same to the byte on every machine. Coordinates are pixels, x to the right and y down.
 *
 * <p>Meaning never hangs on colour alone: lines have dashes, cells have numbers, things have labels.
 */
public final class Sketch {
    /** Text and lines. */
    public static final String INK = "#1f2328";

    /** What stands behind. */
    public static final String PALE = "#c9d1d9";

    /** Okabe and Ito's colours, which the colour-blind can tell apart. */
    public static final String BLUE = "#0072b2";

    /** The second colour. */
    public static final String ORANGE = "#c24e00";

    /** The third colour. */
    public static final String GREEN = "#00805a";

    private final int width;
    private final int height;
    private final StringBuilder body = new StringBuilder();

    /** An empty sheet. */
    public Sketch(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** A straight line. */
    public Sketch line(double x1, double y1, double x2, double y2, String colour) {
        return add("<path d=\"M%s %sL%s %s\" stroke=\"%s\"/>", n(x1), n(y1), n(x2), n(y2), colour);
    }

    /** A line through points; every {@code dash} pixels a gap of as many, none with 0. */
    public Sketch curve(double[] x, double[] y, String colour, int dash) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(n(x[i])).append(' ').append(n(y[i]));
        }
        String dashes = dash == 0 ? "" : " stroke-dasharray=\"" + dash + "\"";
        return add("<path d=\"%s\" stroke=\"%s\" stroke-width=\"2\"%s/>", path, colour, dashes);
    }

    /** A line with a head at its end. */
    public Sketch arrow(double x1, double y1, double x2, double y2, String colour) {
        double length = Math.max(1e-9, Math.hypot(x2 - x1, y2 - y1));
        double dx = (x2 - x1) / length * 8;
        double dy = (y2 - y1) / length * 8;
        return add(
                "<path d=\"M%s %sL%s %sM%s %sL%s %sL%s %s\" stroke=\"%s\" stroke-width=\"2\"/>",
                n(x1),
                n(y1),
                n(x2),
                n(y2),
                n(x2 - dx - dy / 2),
                n(y2 - dy + dx / 2),
                n(x2),
                n(y2),
                n(x2 - dx + dy / 2),
                n(y2 - dy - dx / 2),
                colour);
    }

    /** The outline of a rectangle given by its corners. */
    public Sketch box(double x1, double y1, double x2, double y2, String colour, int dash) {
        return curve(new double[] {x1, x2, x2, x1, x1}, new double[] {y1, y1, y2, y2, y1}, colour, dash);
    }

    /** A filled rectangle. */
    public Sketch fill(double x, double y, double w, double h, String colour) {
        return add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" stroke=\"none\"/>",
                n(x), n(y), n(w), n(h), colour);
    }

    /** A filled circle. */
    public Sketch dot(double x, double y, double radius, String colour) {
        return add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"none\"/>", n(x), n(y), n(radius), colour);
    }

    /** Text that begins at a point. */
    public Sketch text(double x, double y, String text) {
        return text(x, y, text, "start", 13);
    }

    /** Text around a point. */
    public Sketch label(double x, double y, String text) {
        return text(x, y, text, "middle", 13);
    }

    private Sketch text(double x, double y, String text, String anchor, int size) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" fill=\"" + INK + "\">%s</text>",
                n(x),
                n(y),
                anchor,
                size,
                escaped);
    }

    /**
     * A grid of cells, the darker the larger the value, with the numbers in them where they fit.
     *
     * @param title stands above
     * @param cell the side of a cell, in pixels
     * @param low the value that stays white
     * @param high the value that is darkest
     */
    public Sketch cells(double x, double y, String title, double[][] values, double cell, double low, double high) {
        text(x, y - 6, title);
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                double value = values[row][column];
                double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
                fill(x + column * cell, y + row * cell, cell, cell, blue(share));
                if (cell >= 24) {
                    String ink = share > 0.55 ? "#ffffff" : INK;
                    add(
                            "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"%d\" fill=\"%s\">%s</text>",
                            n(x + (column + 0.5) * cell),
                            n(y + (row + 0.5) * cell + 4),
                            cell >= 36 ? 12 : 10,
                            ink,
                            number(value));
                }
            }
        }
        int rows = values.length;
        int columns = values[0].length;
        for (int i = 0; i <= rows; i++) {
            line(x, y + i * cell, x + columns * cell, y + i * cell, PALE);
        }
        for (int i = 0; i <= columns; i++) {
            line(x + i * cell, y, x + i * cell, y + rows * cell, PALE);
        }
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String blue(double share) {
        int red = (int) Math.round(255 - share * (255 - 0));
        int green = (int) Math.round(255 - share * (255 - 90));
        int blue = (int) Math.round(255 - share * (255 - 160));
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    /** The whole drawing. */
    public String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" font-family=\"sans-serif\" fill=\"none\">\n"
                + "<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#ffffff\"/>\n"
                + "<g fill=\"none\" stroke-linecap=\"round\">\n" + body + "</g>\n</svg>\n";
    }

    private Sketch add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values).replace("<text ", "<text stroke=\"none\" "))
                .append('\n');
        return this;
    }

    /** One decimal is finer than the eye, and keeps files small. */
    private static String n(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}

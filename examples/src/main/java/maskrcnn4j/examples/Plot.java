package maskrcnn4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Curves over two axes, on a {@link Sketch}. Each curve has a colour, a dash and a name at its end. */
public final class Plot {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 340;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final String[] COLOURS = {Sketch.BLUE, Sketch.ORANGE, Sketch.GREEN, Sketch.INK};
    private static final int[] DASHES = {0, 6, 2, 10};

    private final Sketch sketch = new Sketch(WIDTH, HEIGHT);
    private final double x1;
    private final double x2;
    private final double y1;
    private final double y2;
    private final List<Double> names = new ArrayList<>();
    private int curves;

    /** Axes from (x1, y1) to (x2, y2), with a line at each of the given values. */
    public Plot(String title, String xName, String yName, double x1, double x2, double y1, double y2) {
        this.x1 = x1;
        this.x2 = x2;
        this.y1 = y1;
        this.y2 = y2;
        sketch.text(LEFT, 20, title).text(LEFT, TOP - 6, yName);
        sketch.label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, xName);
        int steps = 5;
        for (int i = 0; i <= steps; i++) {
            double x = x1 + (x2 - x1) * i / steps;
            double y = y1 + (y2 - y1) * i / steps;
            sketch.line(atX(x), atY(y1), atX(x), atY(y2), Sketch.PALE).label(atX(x), atY(y1) + 18, number(x));
            sketch.line(atX(x1), atY(y), atX(x2), atY(y), Sketch.PALE).label(LEFT - 30, atY(y) + 4, number(y));
        }
    }

    /** Adds a curve. */
    public Plot curve(String name, double[] x, double[] y) {
        double[] px = new double[x.length];
        double[] py = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            px[i] = atX(x[i]);
            py[i] = atY(y[i]);
        }
        String colour = COLOURS[curves % COLOURS.length];
        sketch.curve(px, py, colour, DASHES[curves % DASHES.length]);
        sketch.dot(px[px.length - 1], py[py.length - 1], 4, colour);
        double place = py[py.length - 1] + 4;
        while (names.stream().anyMatch(taken(place))) {
            place += 4;
        }
        names.add(place);
        sketch.text(WIDTH - RIGHT + 10, place, name);
        curves++;
        return this;
    }

    /** The drawing. */
    public Sketch sketch() {
        return sketch;
    }

    private static Predicate<Double> taken(double place) {
        return other -> Math.abs(other - place) < 16;
    }

    private double atX(double x) {
        return LEFT + (x - x1) / (x2 - x1) * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double y) {
        return HEIGHT - BOTTOM - (y - y1) / (y2 - y1) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}

package maskrcnn4j.inspect.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import maskrcnn4j.report.Picture;

/** A part of the network input with boxes, points and maps drawn on it. All coordinates are pixels of the network input. */
public final class Sketch {
    private static final Color RIM = new Color(0, 0, 0, 150);
    /** How much of a map is seen, the rest is the picture below it. */
    private static final double SEEN = 0.75;

    private final BufferedImage canvas;
    private final double left;
    private final double top;
    private final double scale;

    private Sketch(BufferedImage canvas, double left, double top, double scale) {
        this.canvas = canvas;
        this.left = left;
        this.top = top;
        this.scale = scale;
    }

    /**
     * The whole input.
     *
     * @param reduced the input, reduced by {@code scale}; it is copied
     */
    public static Sketch of(BufferedImage reduced, double scale) {
        BufferedImage canvas = new BufferedImage(reduced.getWidth(), reduced.getHeight(), BufferedImage.TYPE_INT_RGB);
        reduced.copyData(canvas.getRaster());
        return new Sketch(canvas, 0, 0, scale);
    }

    /** The input in a size to draw on. */
    public static BufferedImage reduced(BufferedImage base, double scale) {
        return part(base, 0, 0, base.getWidth(), base.getHeight(), scale);
    }

    private static BufferedImage part(
            BufferedImage base, double left, double top, double right, double bottom, double scale) {
        int width = Math.max(1, (int) Math.round((right - left) * scale));
        int height = Math.max(1, (int) Math.round((bottom - top) * scale));
        BufferedImage part = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = part.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(
                base,
                (int) Math.round(-left * scale),
                (int) Math.round(-top * scale),
                (int) Math.round(base.getWidth() * scale),
                (int) Math.round(base.getHeight() * scale),
                null);
        pen.dispose();
        return part;
    }

    /** What lies around a box, with a margin of a part of its longer side. */
    public static Sketch around(BufferedImage base, float[] corners, int box, double margin, int longestSide) {
        double x1 = corners[4 * box];
        double y1 = corners[4 * box + 1];
        double x2 = Math.max(corners[4 * box + 2], x1 + 1);
        double y2 = Math.max(corners[4 * box + 3], y1 + 1);
        double edge = margin * Math.max(x2 - x1, y2 - y1) + 1;
        double scale = longestSide / (Math.max(x2 - x1, y2 - y1) + 2 * edge);
        return new Sketch(part(base, x1 - edge, y1 - edge, x2 + edge, y2 + edge, scale), x1 - edge, y1 - edge, scale);
    }

    private Graphics2D pen() {
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return pen;
    }

    /** Draws boxes {@code from} to below {@code to} of a list. */
    public Sketch boxes(float[] corners, int from, int to, Stroke stroke) {
        for (int box = from; box < to; box++) {
            box(corners, box, stroke);
        }
        return this;
    }

    /** Draws one box of a list. */
    public Sketch box(float[] corners, int box, Stroke stroke) {
        Graphics2D pen = pen();
        double x = (corners[4 * box] - left) * scale;
        double y = (corners[4 * box + 1] - top) * scale;
        Rectangle2D shape = new Rectangle2D.Double(
                x, y, (corners[4 * box + 2] - left) * scale - x, (corners[4 * box + 3] - top) * scale - y);
        pen.setColor(RIM);
        pen.setStroke(new BasicStroke(3.4f));
        pen.draw(shape);
        pen.setColor(stroke.colour());
        pen.setStroke(stroke.of(1.8f));
        pen.draw(shape);
        pen.dispose();
        return this;
    }

    /** Writes a number at the upper left corner of one box of a list, inside of the picture. */
    public Sketch number(float[] corners, int box, int number, Stroke stroke) {
        Graphics2D pen = pen();
        int x = (int) Math.max(0, Math.min((corners[4 * box] - left) * scale, canvas.getWidth() - 18));
        int y = (int) Math.max(0, Math.min((corners[4 * box + 1] - top) * scale, canvas.getHeight() - 15));
        Digits.draw(pen, number, x, y, 2, stroke.colour(), Color.BLACK);
        pen.dispose();
        return this;
    }

    /** Connects the centres of a box of one list and a box of another. */
    public Sketch link(float[] from, int a, float[] to, int b) {
        Graphics2D pen = pen();
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke(1));
        pen.draw(new Line2D.Double(x(from, a), y(from, a), x(to, b), y(to, b)));
        pen.dispose();
        return this;
    }

    private double x(float[] corners, int box) {
        return ((corners[4 * box] + corners[4 * box + 2]) / 2.0 - left) * scale;
    }

    private double y(float[] corners, int box) {
        return ((corners[4 * box + 1] + corners[4 * box + 3]) / 2.0 - top) * scale;
    }

    /** Draws the points of a grid. */
    public Sketch points(float[] xs, float[] ys, double radius) {
        Graphics2D pen = pen();
        for (float y : ys) {
            for (float x : xs) {
                double cx = (x - left) * scale;
                double cy = (y - top) * scale;
                pen.setColor(Color.BLACK);
                pen.fill(new Ellipse2D.Double(cx - radius - 1, cy - radius - 1, 2 * radius + 2, 2 * radius + 2));
                pen.setColor(Stroke.SOLID.colour());
                pen.fill(new Ellipse2D.Double(cx - radius, cy - radius, 2 * radius, 2 * radius));
            }
        }
        pen.dispose();
        return this;
    }

    /** Draws the lines between the bins of a box. */
    public Sketch bins(float[] corners, int box, int bins) {
        Graphics2D pen = pen();
        pen.setColor(new Color(255, 255, 255, 190));
        pen.setStroke(new BasicStroke(1));
        double x1 = (corners[4 * box] - left) * scale;
        double y1 = (corners[4 * box + 1] - top) * scale;
        double x2 = (corners[4 * box + 2] - left) * scale;
        double y2 = (corners[4 * box + 3] - top) * scale;
        for (int i = 0; i <= bins; i++) {
            double x = x1 + i * (x2 - x1) / bins;
            double y = y1 + i * (y2 - y1) / bins;
            pen.draw(new Line2D.Double(x, y1, x, y2));
            pen.draw(new Line2D.Double(x1, y, x2, y));
        }
        pen.dispose();
        return this;
    }

    /**
     * Lays a map of values over the whole picture.
     *
     * @param map its cells are {@code step} pixels of the network input apart
     * @param min shown darkest
     * @param max shown lightest
     */
    public Sketch heat(ValueMap map, double step, double min, double max) {
        double range = max > min ? max - min : 1;
        int[] pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < canvas.getHeight(); y++) {
            int row = (int) Math.min(map.height() - 1, (y / scale + top) / step);
            for (int x = 0; x < canvas.getWidth(); x++) {
                int column = (int) Math.min(map.width() - 1, (x / scale + left) / step);
                int heat = ColourScale.rgb((map.values()[row * map.width() + column] - min) / range);
                int pixel = y * canvas.getWidth() + x;
                pixels[pixel] = blend(grey(pixels[pixel]), heat);
            }
        }
        return this;
    }

    private static int grey(int rgb) {
        int light = (30 * (rgb >> 16 & 255) + 59 * (rgb >> 8 & 255) + 11 * (rgb & 255)) / 100;
        return light << 16 | light << 8 | light;
    }

    private static int blend(int below, int above) {
        int blended = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double value = (1 - SEEN) * (below >> shift & 255) + SEEN * (above >> shift & 255);
            blended |= (int) value << shift;
        }
        return blended;
    }

    /** The finished picture. */
    public Picture picture(String alt, String caption) {
        return Picture.jpeg(canvas, alt, caption);
    }
}

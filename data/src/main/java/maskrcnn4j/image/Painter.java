package maskrcnn4j.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws objects on a picture: masks filled and outlined, boxes, labels.
 *
 * <p>Every line has a dark rim and every label a plate of its own, so both read on any background. Lines and letters grow
 * with the picture. Labels stay inside the picture and never cover each other; the surest objects are served first, and
 * a label for which no place is left near its object is left out.
 *
 * <p>Works without a display. On a machine without any font, labels are left out and a warning says so. Thread-safe.
 */
public final class Painter {
    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);
    private static final Color RIM = new Color(0, 0, 0, 110);

    private final PaintStyle style;

    /** Creates a painter with a style. */
    public Painter(PaintStyle style) {
        this.style = style;
    }

    /** Creates a painter with the default style. */
    public Painter() {
        this(PaintStyle.DEFAULT);
    }

    /**
     * Draws objects on a copy of a picture.
     *
     * @param picture a picture of 1 or 3 channels; the result has 3 channels of 8 bits
     * @param objects what to draw, in any order
     * @throws IllegalArgumentException if a mask has another size than the picture
     */
    public Image paint(Image picture, List<DrawnObject> objects) {
        for (DrawnObject object : objects) {
            Rle mask = object.mask();
            if (!mask.isEmpty() && (mask.width() != picture.width() || mask.height() != picture.height())) {
                throw new IllegalArgumentException("a mask of " + mask.width() + " x " + mask.height()
                        + " pixels cannot be drawn on a " + picture);
            }
        }
        BufferedImage canvas = PixelWriter.toColourImage(picture);
        // Large objects first, so that small ones in front of them stay visible.
        List<DrawnObject> order = new ArrayList<>(objects);
        order.sort(Comparator.comparingDouble((DrawnObject object) -> -size(object)));
        Graphics2D g = canvas.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            double unit = unit(picture);
            for (DrawnObject object : order) {
                if (style.masks() && !object.mask().isEmpty()) {
                    fill(canvas, object.mask(), Palette.colour(object.colourKey()));
                    line(g, OutlinePath.of(object.mask()), object.colourKey(), 1.9 * unit);
                }
                if (style.boxes() || object.mask().isEmpty()) {
                    box(g, object, picture, unit);
                }
            }
            if (style.labels()) {
                labels(g, objects, picture, unit);
            }
        } finally {
            g.dispose();
        }
        return PixelReader.rgb(canvas, false, true);
    }

    /** Thickness of a thin line: 1 for a picture of 640 x 480. */
    private double unit(Image picture) {
        double side = Math.sqrt((double) picture.width() * picture.height());
        return style.scale() * Math.max(0.6, side / 554);
    }

    private static double size(DrawnObject object) {
        return object.mask().isEmpty() ? object.box().area() : object.mask().area();
    }

    private void fill(BufferedImage canvas, Rle mask, int colour) {
        byte[] bgr = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
        int width = canvas.getWidth();
        int share = (int) Math.round(style.opacity() * 256);
        int blue = (colour & 255) * share;
        int green = (colour >> 8 & 255) * share;
        int red = (colour >> 16 & 255) * share;
        int rest = 256 - share;
        mask.forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                int p = (y * width + x) * 3;
                bgr[p] = (byte) ((bgr[p] & 255) * rest + blue >> 8);
                bgr[p + 1] = (byte) ((bgr[p + 1] & 255) * rest + green >> 8);
                bgr[p + 2] = (byte) ((bgr[p + 2] & 255) * rest + red >> 8);
            }
        });
    }

    private static void line(Graphics2D g, Shape shape, int colourKey, double thickness) {
        g.setColor(RIM);
        g.setStroke(stroke(thickness * 1.9));
        g.draw(shape);
        g.setColor(new Color(Palette.colour(colourKey)));
        g.setStroke(stroke(thickness));
        g.draw(shape);
    }

    private static BasicStroke stroke(double thickness) {
        return new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private static void box(Graphics2D g, DrawnObject object, Image picture, double unit) {
        Box box = object.box().clip(picture.height(), picture.width());
        if (box.isEmpty()) {
            return;
        }
        double corner = Math.min(6 * unit, Math.min(box.width(), box.height()) / 2);
        Shape shape = new RoundRectangle2D.Double(box.x1(), box.y1(), box.width(), box.height(), corner, corner);
        if (object.mask().isEmpty()) {
            line(g, shape, object.colourKey(), 1.9 * unit);
        } else {
            // Beside a mask the box only says what belongs together.
            g.setColor(new Color(Palette.colour(object.colourKey()) | 0xb0000000, true));
            g.setStroke(stroke(unit));
            g.draw(shape);
        }
    }

    private void labels(Graphics2D g, List<DrawnObject> objects, Image picture, double unit) {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1);
            List<DrawnObject> order = new ArrayList<>(objects);
            order.sort(Comparator.comparingDouble(object -> Double.isNaN(object.score()) ? 0 : -object.score()));
            LabelPlacer placer = new LabelPlacer(picture.width(), picture.height(), 1.5 * unit);
            for (DrawnObject object : order) {
                // Small objects get small labels, which hide less around them.
                double side = Math.sqrt(object.box().area());
                double size = unit * Math.max(0.75, Math.min(side / (90 * unit), 1));
                g.setFont(font.deriveFont((float) (13.5 * size)));
                label(g, object, placer, size);
            }
        } catch (InternalError | LinkageError | RuntimeException e) {
            LOG.warn(
                    "labels are left out: this machine has no usable font ({}); install fontconfig and a font",
                    e.toString());
        }
    }

    private void label(Graphics2D g, DrawnObject object, LabelPlacer placer, double unit) {
        String text = text(object);
        if (text.isEmpty()) {
            return;
        }
        FontRenderContext context = g.getFontRenderContext();
        LineMetrics metrics = g.getFont().getLineMetrics(text, context);
        double padding = 3.2 * unit;
        Rectangle2D bounds = g.getFont().getStringBounds(text, context);
        double w = bounds.getWidth() + 2 * padding;
        double h = metrics.getAscent() + metrics.getDescent() + 0.3 * padding;
        Optional<Box> found = placer.place(object.box(), w, h);
        if (found.isEmpty()) {
            return;
        }
        Box place = found.get();
        leader(g, object, place, unit);
        int colour = Palette.colour(object.colourKey());
        RoundRectangle2D plate = new RoundRectangle2D.Double(place.x1(), place.y1(), w, h, 5 * unit, 5 * unit);
        g.setColor(new Color(colour));
        g.fill(plate);
        g.setColor(RIM);
        g.setStroke(stroke(0.8 * unit));
        g.draw(plate);
        g.setColor(Palette.wantsBlack(colour) ? Color.BLACK : Color.WHITE);
        g.drawString(text, (float) (place.x1() + padding), (float) (place.y1() + 0.15 * padding + metrics.getAscent()));
    }

    /** A line from a label that had to go aside to its object. */
    private static void leader(Graphics2D g, DrawnObject object, Box place, double unit) {
        Box box = object.box();
        double x = Math.max(place.x1(), Math.min(box.x1(), place.x2()));
        double y = Math.max(place.y1(), Math.min(box.y1(), place.y2()));
        double endX = Math.max(box.x1(), Math.min(x, box.x2()));
        double endY = Math.max(box.y1(), Math.min(y, box.y2()));
        if (Math.hypot(endX - x, endY - y) > place.height() * 0.6) {
            Path2D way = new Path2D.Double(new Line2D.Double(x, y, endX, endY));
            line(g, way, object.colourKey(), unit);
        }
    }

    private String text(DrawnObject object) {
        if (!style.scores() || Double.isNaN(object.score())) {
            return object.label();
        }
        String score = String.format(Locale.ROOT, "%.2f", object.score());
        return object.label().isEmpty() ? score : object.label() + " " + score;
    }
}

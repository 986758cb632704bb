package maskrcnn4j.inspect.draw;

import java.awt.image.BufferedImage;
import java.util.List;
import maskrcnn4j.report.Picture;

/** Small maps side by side, each from its own smallest value, dark, to its own largest, light. */
public final class Montage {
    private static final int TILE = 132;
    private static final int GAP = 3;

    private Montage() {}

    /**
     * Draws maps of one size.
     *
     * @param maps at least one
     * @param columns how many side by side
     */
    public static Picture of(List<ValueMap> maps, int columns, String alt, String caption) {
        ValueMap first = maps.get(0);
        double factor = (double) TILE / Math.max(first.width(), first.height());
        int width = side(first.width(), factor);
        int height = side(first.height(), factor);
        int rows = (maps.size() + columns - 1) / columns;
        BufferedImage canvas = new BufferedImage(
                columns * (width + GAP) - GAP,
                rows * (height + GAP) - GAP,
                BufferedImage.TYPE_BYTE_INDEXED,
                ColourScale.palette());
        for (int i = 0; i < maps.size(); i++) {
            draw(canvas, maps.get(i), i % columns * (width + GAP), i / columns * (height + GAP), width, height);
        }
        return Picture.png(canvas, alt, caption);
    }

    /** One map as large as a tile of a gallery. */
    public static Picture single(ValueMap map, double min, double max, int longestSide, String alt, String caption) {
        double factor = (double) longestSide / Math.max(map.width(), map.height());
        int width = side(map.width(), factor);
        int height = side(map.height(), factor);
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, ColourScale.palette());
        draw(canvas, map.resized(height, width), min, max, 0, 0);
        return Picture.png(canvas, alt, caption);
    }

    /** Whole multiples where maps grow, so that their pixels stay squares. */
    private static int side(int pixels, double factor) {
        return factor >= 1 ? pixels * (int) Math.floor(factor) : Math.max(1, (int) Math.round(pixels * factor));
    }

    private static void draw(BufferedImage canvas, ValueMap map, int left, int top, int width, int height) {
        draw(canvas, map.resized(height, width), map.min(), map.max(), left, top);
    }

    private static void draw(BufferedImage canvas, ValueMap map, double min, double max, int left, int top) {
        double range = max > min ? max - min : 1;
        int[] pixel = new int[1];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                double part = (map.values()[y * map.width() + x] - min) / range;
                pixel[0] = (int) Math.round(255 * Math.max(0, Math.min(1, part)));
                canvas.getRaster().setPixel(left + x, top + y, pixel);
            }
        }
    }
}

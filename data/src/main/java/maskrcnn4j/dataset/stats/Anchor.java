package maskrcnn4j.dataset.stats;

/**
 * A box that a region proposal network starts from: it stands on every cell of a grid.
 *
 * @param stride pixels of the network input between cells
 * @param x1 left edge on the first cell, in pixels of the network input
 * @param y1 upper edge
 * @param x2 right edge
 * @param y2 lower edge
 */
public record Anchor(int stride, double x1, double y1, double x2, double y2) {

    /**
     * A box around the corner of its cell.
     *
     * @param ratio height divided by width
     */
    public static Anchor of(int stride, double size, double ratio) {
        double width = size / Math.sqrt(ratio);
        double height = size * Math.sqrt(ratio);
        return new Anchor(stride, -width / 2, -height / 2, width / 2, height / 2);
    }

    /** Its width. */
    public double width() {
        return x2 - x1;
    }

    /** Its height. */
    public double height() {
        return y2 - y1;
    }

    /** The same box, larger or smaller around its centre. */
    public Anchor scaled(double factor) {
        double x = (x1 + x2) / 2;
        double y = (y1 + y2) / 2;
        double w = width() * factor / 2;
        double h = height() * factor / 2;
        return new Anchor(stride, x - w, y - h, x + w, y + h);
    }
}

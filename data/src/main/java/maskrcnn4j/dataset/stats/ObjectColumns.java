package maskrcnn4j.dataset.stats;

/**
 * The usable objects that are no crowds, in columns of one length.
 *
 * @param category the place of its category
 * @param area pixels of its mask
 * @param x left edge of the tight box around its mask
 * @param y upper edge
 * @param width width of that box
 * @param height height of that box
 * @param scale what resizing for the network multiplies lengths on its picture by
 */
public record ObjectColumns(
        int[] category, double[] area, double[] x, double[] y, double[] width, double[] height, double[] scale) {

    /** How many objects there are. */
    public int count() {
        return category.length;
    }
}

package maskrcnn4j.mask;

import java.util.Arrays;

/**
 * A small picture of how likely each place of a box belongs to the object, as the mask head gives it.
 *
 * @param height rows
 * @param width columns
 * @param values probabilities row by row, {@code height * width} of them; not copied, not to be changed afterwards
 */
public record SoftMask(int height, int width, float[] values) {

    /** Checks the size. */
    public SoftMask {
        if (height < 1 || width < 1 || (long) height * width != values.length) {
            throw new MaskException(
                    "a soft mask of " + height + " x " + width + " (height x width) with " + values.length + " values");
        }
    }

    /**
     * The share of each place of a box that a mask covers.
     *
     * @param box in pixels of the picture
     * @param height rows of the result
     * @param width columns of the result
     */
    public static SoftMask coverage(Rle mask, Box box, int height, int width) {
        int points = 4;
        float[] values = new float[height * width];
        for (int y = 0; y < height * points; y++) {
            int row = (int) Math.floor(box.y1() + (y + 0.5) * box.height() / (height * points));
            for (int x = 0; x < width * points; x++) {
                int column = (int) Math.floor(box.x1() + (x + 0.5) * box.width() / (width * points));
                if (mask.contains(column, row)) {
                    values[y / points * width + x / points] += 1f / (points * points);
                }
            }
        }
        return new SoftMask(height, width, values);
    }

    /** The value in row y and column x. */
    public float at(int y, int x) {
        return values[y * width + x];
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SoftMask other
                && height == other.height
                && width == other.width
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SoftMask[" + height + " x " + width + "]";
    }
}

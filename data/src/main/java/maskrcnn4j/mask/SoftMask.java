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

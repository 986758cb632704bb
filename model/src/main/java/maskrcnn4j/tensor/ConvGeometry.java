package maskrcnn4j.tensor;

/**
 * How a square convolution moves over its input.
 *
 * @param stride step in pixels, both axes
 * @param padding zeros added on each side
 * @param groups into how many independent parts the channels are split; the channel count for a depthwise convolution
 */
public record ConvGeometry(int stride, int padding, int groups) {
    /** Stride 1, no padding, one group: the geometry of a 1x1 convolution. */
    public static final ConvGeometry POINTWISE = new ConvGeometry(1, 0, 1);

    /** Checks the sizes. */
    public ConvGeometry {
        if (stride < 1 || padding < 0 || groups < 1) {
            throw new IllegalArgumentException("stride " + stride + ", padding " + padding + ", groups " + groups
                    + ": stride and groups must be at least 1, padding at least 0");
        }
    }
}

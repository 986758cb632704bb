package maskrcnn4j.spec;

/**
 * The size of the network input: the picture keeps its proportions, its short side becomes {@code shortSide}, unless its
 * long side would then exceed {@code longSide}.
 *
 * <p>Both sides are multiplied by one scale and rounded half to even. The limit on the long side is applied to the
 * rounded length, as Detectron does. Pixels are interpolated bilinearly at half-pixel centres, with clamped edges and
 * without antialiasing; the source step of each axis is old size / new size.
 *
 * @param shortSide the short side wanted, in pixels
 * @param longSide the largest long side, in pixels
 */
public record ResizeRule(int shortSide, int longSide) {
    /** Checks the sizes. */
    public ResizeRule {
        if (shortSide < 1 || longSide < shortSide) {
            throw new IllegalArgumentException("image.resize: shortSide " + shortSide + ", longSide " + longSide
                    + ": shortSide must be at least 1 and longSide at least shortSide");
        }
    }

    /**
     * The scale for a picture.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public double scale(int width, int height) {
        int small = Math.min(width, height);
        int large = Math.max(width, height);
        double scale = (double) shortSide / small;
        return Math.rint(scale * large) > longSide ? (double) longSide / large : scale;
    }

    /** A side of the network input: at least 1 pixel. */
    public int scaled(int side, double scale) {
        return Math.max(1, (int) Math.rint(side * scale));
    }
}

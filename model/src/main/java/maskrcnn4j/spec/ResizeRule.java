package maskrcnn4j.spec;

/**
 * The size of the network input: the picture keeps its proportions, its short side becomes {@code shortSide}, unless its
 * long side would then exceed {@code longSide}.
 *
 * @param shortSide the short side wanted, in pixels
 * @param longSide the largest long side, in pixels
 * @param rounding how sides become whole pixels
 * @param filter how pixels are interpolated
 */
public record ResizeRule(int shortSide, int longSide, Rounding rounding, Filter filter) {
    /** How sides become whole pixels. */
    public enum Rounding {
        /**
         * To the nearest, halves to the even number; the limit applies to the rounded long side (Detectron). Coordinates
         * are multiplied by the scale itself on both axes.
         */
        HALF_EVEN,
        /** Down (torchvision). Coordinates are multiplied by new side / old side, for each axis by itself. */
        DOWN,
        /**
         * To the nearest, halves up; the short side is exact, and both are scaled again where the long one is too long
         * (detectron2). Coordinates as for {@link #DOWN}.
         */
        HALF_UP
    }

    /** How pixels are interpolated. Both sample at half-pixel centres and step by old side / new side. */
    public enum Filter {
        /** Bilinearly between four pixels, in floating point; PyTorch's {@code interpolate}. */
        BILINEAR,
        /**
         * By a triangle as wide as the step where pictures shrink, first along rows, then along columns, each rounded to a
         * byte; Pillow's {@code BILINEAR}.
         */
        ANTIALIASED_BYTES
    }

    /** Checks the sizes. */
    public ResizeRule {
        if (shortSide < 1 || longSide < shortSide) {
            throw new IllegalArgumentException("image.resize: shortSide " + shortSide + ", longSide " + longSide
                    + ": shortSide must be at least 1 and longSide at least shortSide");
        }
    }

    /**
     * The scale for a picture, before sides are rounded.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public double scale(int width, int height) {
        int small = Math.min(width, height);
        int large = Math.max(width, height);
        double scale = (double) shortSide / small;
        double wanted = rounding == Rounding.HALF_EVEN ? Math.rint(scale * large) : scale * large;
        return wanted > longSide ? (double) longSide / large : scale;
    }

    /**
     * The width of the network input, at least 1 pixel.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     */
    public int width(int width, int height) {
        return side(width, height, width <= height);
    }

    /** The height of the network input; see {@link #width}. */
    public int height(int width, int height) {
        return side(height, width, height < width);
    }

    private int side(int side, int other, boolean isShort) {
        double scale = scale(side, other);
        double scaled = switch (rounding) {
            case HALF_EVEN -> Math.rint(side * scale);
            case DOWN -> Math.floor(side * scale);
            case HALF_UP -> Math.floor(scaledTwice(side, other, isShort) + 0.5);
        };
        return (int) Math.max(1, scaled);
    }

    /** The short side is set, the other multiplied; then both are multiplied again: not the same in the last digits. */
    private double scaledTwice(int side, int other, boolean isShort) {
        double first = (double) shortSide / Math.min(side, other);
        double large = first * Math.max(side, other);
        double scaled = isShort ? shortSide : first * side;
        double longest = Math.max(large, shortSide);
        return longest > longSide ? scaled * ((double) longSide / longest) : scaled;
    }

    /** This, with another size. */
    public ResizeRule withSides(int newShortSide, int newLongSide) {
        return new ResizeRule(newShortSide, newLongSide, rounding, filter);
    }
}

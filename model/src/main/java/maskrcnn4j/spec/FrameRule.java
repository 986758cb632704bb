package maskrcnn4j.spec;

/**
 * How a picture is put into a frame, the network input: Matterport's modes of resizing. The picture is enlarged until its
 * short side is {@code minDim}, never shrunk for that, resized with {@link maskrcnn4j.mask.ZeroEdgeResizer}, cut off to
 * bytes, and laid into the middle of black.
 *
 * @param mode the size of the frame
 * @param minDim the short side wanted, in pixels; 0 for none
 * @param maxDim the side of the square, in pixels, which also limits the scale
 * @param minScale the smallest scale; 0 for none
 */
public record FrameRule(Mode mode, int minDim, int maxDim, double minScale) {
    private static final int MULTIPLE = 64;

    /** The size of the frame. */
    public enum Mode {
        /** The picture as it is, whose sides must be multiples of 64. */
        NONE,
        /** A square of {@code maxDim}; the odd pixel of the border goes to the right and below. */
        SQUARE,
        /** The next multiples of 64, whatever {@code maxDim} says. */
        PAD64,
        /**
         * In training a square of {@code minDim}, cut out of the resized picture at random; to find objects, the whole
         * picture as in {@link #PAD64}.
         */
        CROP
    }

    /**
     * A frame.
     *
     * @param height of the frame
     * @param width of the frame
     * @param top black rows above the picture; below 0, as many rows of it are cut off
     * @param left black columns left of the picture; below 0, as many columns of it are cut off
     */
    public record Frame(int height, int width, int top, int left) {}

    /** Checks the sizes. */
    public FrameRule {
        if (minDim < 0 || minScale < 0 || mode == Mode.SQUARE && (maxDim < 1 || maxDim < minDim)) {
            throw new IllegalArgumentException("image.frame: minDim " + minDim + " and minScale " + minScale
                    + " must be at least 0, maxDim " + maxDim + " at least minDim and 1");
        }
        if ((mode == Mode.PAD64 || mode == Mode.CROP) && (minDim == 0 || minDim % MULTIPLE != 0)) {
            throw new IllegalArgumentException(
                    "image.frame: mode " + mode + " needs a minDim that is a multiple of 64, not " + minDim);
        }
    }

    /** What the sides of a picture are multiplied by. */
    public double scale(int height, int width) {
        if (mode == Mode.NONE) {
            return 1;
        }
        double scale = minDim == 0 ? 1 : Math.max(1, (double) minDim / Math.min(height, width));
        if (minScale > 0 && scale < minScale) {
            scale = minScale;
        }
        int large = Math.max(height, width);
        return mode == Mode.SQUARE && Math.rint(large * scale) > maxDim ? (double) maxDim / large : scale;
    }

    /** A side after scaling: halves to the even number, at least 1. */
    public static int scaled(int side, double scale) {
        return (int) Math.max(1, Math.rint(side * scale));
    }

    /**
     * The frame of a resized picture.
     *
     * @param height of the resized picture
     * @param width of the resized picture
     */
    public Frame frame(int height, int width) {
        if (mode == Mode.NONE) {
            return new Frame(height, width, 0, 0);
        }
        boolean square = mode == Mode.SQUARE && height <= maxDim && width <= maxDim;
        int frameHeight = square ? maxDim : (height + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        int frameWidth = square ? maxDim : (width + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        return new Frame(frameHeight, frameWidth, (frameHeight - height) / 2, (frameWidth - width) / 2);
    }

    /**
     * The square that is cut out of a resized picture, which lies in the middle where it is smaller; see {@link Mode#CROP}.
     *
     * @param height of the resized picture
     * @param width of the resized picture
     * @param y the first row that is left, from 0 to {@code height - minDim}
     * @param x the first column that is left, from 0 to {@code width - minDim}
     */
    public Frame cut(int height, int width, int y, int x) {
        return new Frame(minDim, minDim, cutSide(height, y), cutSide(width, x));
    }

    private int cutSide(int side, int at) {
        return side < minDim ? (minDim - side) / 2 : -at;
    }
}

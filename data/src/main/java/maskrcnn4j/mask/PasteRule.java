package maskrcnn4j.mask;

/**
 * How a soft mask is laid on a picture, as numbers: the conventions that Mask R-CNN implementations do not share.
 *
 * <p>With n the side of the soft mask (each axis by itself): it gets {@code frame} rings of zeros; the box grows about its
 * centre by {@code (n + 2 frame) / n}; its corners go through {@code corners}; pixel p of the picture, at distance d = p -
 * corner, reads the framed mask at {@code (d + 0.5) * (n + 2 frame) / size - 0.5}, bilinearly, where size is the distance
 * of the corners plus {@code sizeExtra}, at least 1.
 *
 * @param frame rings of zeros laid around the soft mask
 * @param corners how the corners of the grown box become places in the picture
 * @param sizeExtra what is added to the distance of the corners: 1 where the far corner is itself a pixel of the box
 * @param edge what a reading beyond the framed mask finds
 * @param clipToRange whether a value is brought back into the range of the soft mask's own values, which undoes {@link
 *     Edge#ZERO} for masks that are high everywhere
 * @param singlePrecision whether the four weighted taps are summed one by one and rounded to float before the comparison;
 *     otherwise rows are interpolated first and everything stays double
 * @param threshold what a value is compared with
 * @param inclusive whether a value equal to the threshold is inside
 */
public record PasteRule(
        int frame,
        Corners corners,
        int sizeExtra,
        Edge edge,
        boolean clipToRange,
        boolean singlePrecision,
        double threshold,
        boolean inclusive) {

    /** How the corners of a box become places in the picture. */
    public enum Corners {
        /** They stay as they are. */
        EXACT,
        /** Fractions are cut off, toward zero. */
        TRUNCATE,
        /** To the nearest whole number, halves to the even one. */
        ROUND_HALF_EVEN
    }

    /** What a reading beyond the mask finds. */
    public enum Edge {
        /** The nearest value of the mask. */
        CLAMP,
        /** Zero. */
        ZERO
    }

    /** MaskRCNN2Go (Detectron's way): framed, truncated, far corner included, above one half. */
    public static final PasteRule MASK2GO = new PasteRule(1, Corners.TRUNCATE, 1, Edge.CLAMP, false, false, 0.5, false);

    /** torchvision: as {@link #MASK2GO}; its evaluator takes what is above one half. */
    public static final PasteRule TORCHVISION = MASK2GO;

    /** detectron2: sampled at pixel centres over the box as it is, zero outside, at least one half. */
    public static final PasteRule DETECTRON2 = new PasteRule(0, Corners.EXACT, 0, Edge.ZERO, false, false, 0.5, true);

    /** Matterport: resized to the rounded box with scikit-image's arithmetic, whose zero border darkens the rim. */
    public static final PasteRule MATTERPORT =
            new PasteRule(0, Corners.ROUND_HALF_EVEN, 0, Edge.ZERO, true, true, 0.5, true);

    /** Checks the numbers. */
    public PasteRule {
        if (frame < 0 || frame > 64) {
            throw new IllegalArgumentException("frame " + frame + " of a pasting rule is outside 0..64");
        }
        if (sizeExtra < 0 || sizeExtra > 1) {
            throw new IllegalArgumentException("sizeExtra " + sizeExtra + " of a pasting rule is neither 0 nor 1");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + " of a pasting rule is outside 0..1");
        }
    }

    /** This rule with another threshold. */
    public PasteRule withThreshold(double newThreshold) {
        return new PasteRule(frame, corners, sizeExtra, edge, clipToRange, singlePrecision, newThreshold, inclusive);
    }

    /** This rule with another reading beyond the mask. */
    public PasteRule withEdge(Edge newEdge) {
        return new PasteRule(frame, corners, sizeExtra, newEdge, clipToRange, singlePrecision, threshold, inclusive);
    }

    boolean inside(double value) {
        return inclusive ? value >= threshold : value > threshold;
    }
}

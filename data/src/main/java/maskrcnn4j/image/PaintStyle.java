package maskrcnn4j.image;

/**
 * What is drawn, and how.
 *
 * @param masks whether masks are filled and outlined
 * @param boxes whether boxes are drawn
 * @param labels whether labels are written
 * @param scores whether labels end in the score
 * @param opacity how much of the picture a mask hides, 0 (nothing) to 1
 * @param scale factor on the thickness of lines and the size of letters, which follow the size of the picture
 */
public record PaintStyle(boolean masks, boolean boxes, boolean labels, boolean scores, double opacity, double scale) {
    /** Masks, boxes, labels with scores. */
    public static final PaintStyle DEFAULT = new PaintStyle(true, true, true, true, 0.42, 1);

    /** Checks the numbers. */
    public PaintStyle {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity " + opacity + " is outside 0..1");
        }
        if (!(scale >= 0.1 && scale <= 10)) {
            throw new IllegalArgumentException("scale " + scale + " is outside 0.1..10");
        }
    }

    /** This style with or without boxes. */
    public PaintStyle withBoxes(boolean newBoxes) {
        return new PaintStyle(masks, newBoxes, labels, scores, opacity, scale);
    }

    /** This style with or without labels. */
    public PaintStyle withLabels(boolean newLabels) {
        return new PaintStyle(masks, boxes, newLabels, scores, opacity, scale);
    }

    /** This style with thicker or thinner lines and letters. */
    public PaintStyle withScale(double newScale) {
        return new PaintStyle(masks, boxes, labels, scores, opacity, newScale);
    }
}

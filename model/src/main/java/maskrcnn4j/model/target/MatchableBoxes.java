package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;

/** Many boxes ready to be matched with true ones: the anchors of a batch, or the proposals of a picture. Immutable. */
public interface MatchableBoxes {
    /** How many are compared with a box at once: a thread keeps what comes of them in its processor's cache. */
    int PART = 1 << 13;

    /** How many. */
    int size();

    /** One of them: x1, y1, x2, y2. */
    double[] box(int number);

    /**
     * Writes the IoU of a box with each of a part of these.
     *
     * @param of whose box
     * @param number which box
     * @param extent what is added to x2 - x1 for a width
     * @param first the first box of the part, a multiple of {@link #PART}
     * @param into as many numbers as the part has boxes: {@link #PART}, or what is left
     * @return false if all are 0; nothing is written then
     */
    boolean iou(Boxes of, int number, double extent, int first, double[] into);

    /** A threshold in the precision in which IoU is reckoned. */
    double threshold(double value);
}

package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;

/** Many boxes ready to be matched with true ones: the anchors of a batch, or the proposals of a picture. Immutable. */
public interface MatchableBoxes {
    /** How many. */
    int size();

    /** One of them: x1, y1, x2, y2. */
    double[] box(int number);

    /**
     * Writes the IoU of a box with each of these.
     *
     * @param of whose box
     * @param number which box
     * @param extent what is added to x2 - x1 for a width
     */
    void iou(Boxes of, int number, double extent, double[] into);

    /** A threshold in the precision in which IoU is reckoned. */
    double threshold(double value);
}

package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;

/**
 * IoU of true boxes with candidates (anchors or proposals), one true box at a time: the whole matrix of a large picture would
 * be hundreds of megabytes.
 *
 * <p>Computed in float32, as the references do: matching compares values that must be equal where boxes lie alike.
 */
interface Overlaps {
    /** How many true boxes. */
    int truths();

    /** How many candidates. */
    int candidates();

    /** Writes the IoU of one true box with each candidate. */
    void row(int truth, float[] into);

    /**
     * The overlaps of boxes.
     *
     * @param truths the true boxes
     * @param candidates what is matched with them
     * @param extent what is added to x2 - x1 for a width
     */
    static Overlaps of(Boxes truths, FloatBoxes candidates, float extent) {
        return new Overlaps() {
            @Override
            public int truths() {
                return truths.size();
            }

            @Override
            public int candidates() {
                return candidates.size();
            }

            @Override
            public void row(int truth, float[] into) {
                candidates.iou(truths.x1(truth), truths.y1(truth), truths.x2(truth), truths.y2(truth), extent, into);
            }
        };
    }
}

package maskrcnn4j.model.target;

/**
 * IoU of true boxes with candidates (anchors or proposals), one true box at a time: the whole matrix of a large picture would
 * be hundreds of megabytes.
 *
 * <p>Computed in the reference's own precision: matching compares values that must be equal where boxes lie alike.
 */
interface Overlaps {
    /** How many true boxes. */
    int truths();

    /** How many candidates. */
    int candidates();

    /** Writes the IoU of one true box with each candidate. */
    void row(int truth, double[] into);

    /** A threshold in the precision of the values. */
    double threshold(double value);
}

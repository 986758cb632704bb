package maskrcnn4j.model.target;

/**
 * IoU of true boxes with candidates (anchors or proposals), one true box and one {@linkplain MatchableBoxes#PART part} of the
 * candidates at a time: the whole matrix of a large picture would be hundreds of megabytes.
 *
 * <p>Computed in the reference's own precision: matching compares values that must be equal where boxes lie alike.
 */
interface Overlaps {
    /** How many true boxes. */
    int truths();

    /** How many candidates. */
    int candidates();

    /**
     * Writes the IoU of one true box with each candidate of a part.
     *
     * @param first the first of the part, a multiple of {@link MatchableBoxes#PART}
     * @param into as many numbers as the part has candidates
     * @return false if all are 0; nothing is written then
     */
    boolean row(int truth, int first, double[] into);

    /** A threshold in the precision of the values. */
    double threshold(double value);
}

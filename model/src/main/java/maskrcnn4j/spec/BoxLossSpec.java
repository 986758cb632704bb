package maskrcnn4j.spec;

/**
 * How far a predicted box is from the true one.
 *
 * @param kind the distance
 * @param beta of {@link Kind#SMOOTH_L1}: where the parabola ends, 0 for plain |d|
 */
public record BoxLossSpec(Kind kind, double beta) {
    /** The distances. */
    public enum Kind {
        /** Between deltas (Fast R-CNN, equation 3). */
        SMOOTH_L1,
        /** 1 - generalised IoU between decoded boxes (Rezatofighi et al. 2019). */
        GIOU,
        /** Distance-IoU loss between decoded boxes (Zheng et al. 2020, equation 7). */
        DIOU,
        /** Complete-IoU loss between decoded boxes (Zheng et al. 2020, equation 10). */
        CIOU
    }

    /** Checks the number. */
    public BoxLossSpec {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("box loss: beta is " + beta + ", it must be at least 0");
        }
    }
}

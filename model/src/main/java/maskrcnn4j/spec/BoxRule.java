package maskrcnn4j.spec;

/**
 * The arithmetic of boxes.
 *
 * @param extent what is added to x2 - x1 for a width: 1 where the far corner is itself a pixel of the box (Detectron's
 *     old rule), 0 where it is an edge. It counts in decoding, in areas and intersections of NMS, and in clipping, whose
 *     largest coordinate is size - extent
 * @param largestLogScale the largest dw and dh, before the exponential
 */
public record BoxRule(double extent, double largestLogScale) {
    /** ln(1000 / 16): what every implementation limits dw and dh to. */
    public static final double LOG_1000_OVER_16 = Math.log(1000.0 / 16);
}

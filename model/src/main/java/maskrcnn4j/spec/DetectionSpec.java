package maskrcnn4j.spec;

/**
 * Which classified boxes become detections.
 *
 * @param scoreThreshold a class counts for a box when its probability is above this
 * @param smallestSide boxes narrower or lower than this after clipping are dropped, in pixels of the network input
 * @param nmsThreshold within a class, a box is suppressed when its IoU with a better one is above this
 * @param perImage how many detections a picture keeps, the best over all classes
 * @param decodedIn where proposals stand when the deltas are applied and the boxes clipped
 * @param clippedAgain whether boxes are clipped once more after they were scaled to the picture, and detections dropped
 *     of which nothing is left then
 * @param order the order of the detections
 */
public record DetectionSpec(
        double scoreThreshold,
        double smallestSide,
        double nmsThreshold,
        int perImage,
        Coordinates decodedIn,
        boolean clippedAgain,
        Order order) {

    /** A system of coordinates. */
    public enum Coordinates {
        /** Pixels of the resized picture. */
        NETWORK_INPUT,
        /** Pixels of the original picture; decoded boxes are scaled back to the network input. */
        ORIGINAL_IMAGE
    }

    /** The order of detections. */
    public enum Order {
        /** From the highest score. */
        SCORE,
        /** By class, then from the highest score. */
        CLASS_THEN_SCORE
    }

    /** Checks the numbers. */
    public DetectionSpec {
        if (!(scoreThreshold >= 0 && scoreThreshold <= 1)
                || !(nmsThreshold >= 0 && nmsThreshold <= 1)
                || perImage < 1) {
            throw new IllegalArgumentException("detections: scoreThreshold " + scoreThreshold + " and nmsThreshold "
                    + nmsThreshold + " must be between 0 and 1, perImage " + perImage + " at least 1");
        }
    }

    /** This, with another score threshold. */
    public DetectionSpec withScoreThreshold(double threshold) {
        return new DetectionSpec(threshold, smallestSide, nmsThreshold, perImage, decodedIn, clippedAgain, order);
    }
}

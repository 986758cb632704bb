package maskrcnn4j.spec;

import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/**
 * The region proposal network: a head over the feature maps, and which of its boxes become proposals.
 *
 * @param head before its two 1x1 convolutions
 * @param weights divide dx, dy, dw, dh
 * @param candidates how many boxes of the best scores are decoded
 * @param smallestSide boxes narrower or lower than this after clipping are dropped, in pixels of the network input
 * @param nmsThreshold a box is suppressed when its IoU with a better one is above this
 * @param proposals how many boxes are kept after that
 */
public record RpnSpec(
        RpnHeadSpec head,
        List<Double> weights,
        int candidates,
        double smallestSide,
        double nmsThreshold,
        int proposals) {

    /** Takes the list as it is now. */
    public RpnSpec {
        weights = List.copyOf(weights);
    }

    void declare(int channels, int anchorsPerCell, Map<String, Shape> tensors) {
        int given = head.declare(channels, tensors);
        Declarations.convolution("rpn.objectness", anchorsPerCell, given, 1, NormSpec.NONE, tensors);
        Declarations.convolution("rpn.deltas", 4 * anchorsPerCell, given, 1, NormSpec.NONE, tensors);
    }
}

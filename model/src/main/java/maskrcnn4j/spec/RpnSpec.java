package maskrcnn4j.spec;

import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/**
 * The region proposal network: a head over the feature maps, and which of its boxes become proposals.
 *
 * @param blocks the head before its two 1x1 convolutions
 * @param channels what those two read
 * @param weights divide dx, dy, dw, dh
 * @param candidates how many boxes of the best scores are decoded
 * @param smallestSide boxes narrower or lower than this after clipping are dropped, in pixels of the network input
 * @param nmsThreshold a box is suppressed when its IoU with a better one is above this
 * @param proposals how many boxes are kept after that
 */
public record RpnSpec(
        List<InvertedResidual> blocks,
        int channels,
        List<Double> weights,
        int candidates,
        double smallestSide,
        double nmsThreshold,
        int proposals) {

    /** Takes the lists as they are now. */
    public RpnSpec {
        blocks = List.copyOf(blocks);
        weights = List.copyOf(weights);
    }

    void declare(int anchorsPerCell, Map<String, Shape> tensors) {
        Declarations.blocks("rpn", blocks, tensors);
        Declarations.convolution("rpn.objectness", anchorsPerCell, channels, 1, tensors);
        Declarations.convolution("rpn.deltas", 4 * anchorsPerCell, channels, 1, tensors);
    }
}

package maskrcnn4j.spec;

import java.util.Map;
import java.util.Objects;
import maskrcnn4j.weights.Shape;

/**
 * The region proposal network: a head over the feature maps, and which of its boxes become proposals.
 *
 * @param head before its two 1x1 convolutions
 * @param proposals which boxes are proposed
 */
public record RpnSpec(RpnHeadSpec head, ProposalSpec proposals) {
    /** Checks that both are there. */
    public RpnSpec {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(proposals, "proposals");
    }

    void declare(int channels, int anchorsPerCell, Map<String, Shape> tensors) {
        int given = head.declare(channels, tensors);
        Declarations.convolution(
                "rpn.objectness", head.scoresPerAnchor() * anchorsPerCell, given, 1, NormSpec.NONE, tensors);
        Declarations.convolution("rpn.deltas", 4 * anchorsPerCell, given, 1, NormSpec.NONE, tensors);
    }
}

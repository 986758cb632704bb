package maskrcnn4j.model.rpn;

import maskrcnn4j.tensor.Tensor;

/**
 * What the region proposal network says about one level.
 *
 * @param objectness float32 {@code [N, A, H, W]}, logits
 * @param deltas float32 {@code [N, 4 A, H, W]}, channel 4 * anchor + coordinate
 */
public record RpnOutput(Tensor objectness, Tensor deltas) {}

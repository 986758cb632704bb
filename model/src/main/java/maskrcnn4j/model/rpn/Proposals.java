package maskrcnn4j.model.rpn;

import maskrcnn4j.model.box.Boxes;

/**
 * Where objects may be in one picture.
 *
 * @param boxes in pixels of the network input, from the best score
 * @param scores their objectness: probabilities, or logits where the spec ranks by these
 */
public record Proposals(Boxes boxes, float[] scores) {}

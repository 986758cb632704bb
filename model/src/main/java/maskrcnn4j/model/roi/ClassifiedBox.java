package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;

/**
 * A detection before it has a mask.
 *
 * @param label its class, 1 for the first after the background
 * @param score the probability of that class
 * @param proposal which proposal it came from
 * @param box one box, in pixels of the network input
 */
public record ClassifiedBox(int label, float score, int proposal, Boxes box) {}

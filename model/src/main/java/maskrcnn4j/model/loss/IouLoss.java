package maskrcnn4j.model.loss;

import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Elementwise;
import maskrcnn4j.tensor.Tensor;

/**
 * Losses of the IoU family between P pairs of boxes, summed (Rezatofighi et al. 2019; Zheng et al. 2020). Divisions are kept
 * from 0 by {@code EPS}, where fvcore and detectron2 have it.
 */
final class IouLoss {
    private static final double EPS = 1e-7;

    private final Tensor predicted;
    private final Tensor truth;
    private final Tensor shared;
    private final Tensor union;

    /**
     * Makes the pairs.
     *
     * @param predicted float32 {@code [P, 4]}, x1, y1, x2, y2
     * @param truth float32 {@code [P, 4]}
     */
    IouLoss(Tensor predicted, Tensor truth) {
        this.predicted = predicted;
        this.truth = truth;
        this.shared = overlap(0).relu().multiply(overlap(1).relu());
        this.union = area(predicted).add(area(truth)).subtract(shared);
    }

    /** 1 - IoU + the share of the enclosing box that belongs to neither. */
    Tensor generalized() {
        Tensor enclosing = enclosing(0).multiply(enclosing(1));
        Tensor iou = shared.divide(union.add(EPS));
        Tensor empty = enclosing.subtract(union).divide(enclosing.add(EPS));
        return oneMinus(iou).add(empty).sum();
    }

    /** 1 - IoU + squared distance of the centres over the squared diagonal of the enclosing box. */
    Tensor distance() {
        return oneMinus(iou()).add(centres()).sum();
    }

    /** {@link #distance} + a measure of how much the proportions differ. */
    Tensor complete() {
        Tensor difference = angle(truth).subtract(angle(predicted));
        Tensor proportions = difference.multiply(difference).multiply(4 / (Math.PI * Math.PI));
        Tensor iou = iou();
        // The weight of the proportions is taken as a constant (Zheng et al. 2020, equation 12).
        Tensor fixed = Autograd.detach(proportions);
        Tensor weight = fixed.divide(oneMinus(Autograd.detach(iou)).add(fixed).add(EPS));
        return oneMinus(iou).add(centres()).add(weight.multiply(proportions)).sum();
    }

    private Tensor iou() {
        return shared.divide(union.add(EPS));
    }

    private Tensor centres() {
        Tensor distance = square(centre(predicted, 0).subtract(centre(truth, 0)))
                .add(square(centre(predicted, 1).subtract(centre(truth, 1))));
        Tensor diagonal = square(enclosing(0)).add(square(enclosing(1))).add(EPS);
        return distance.divide(diagonal);
    }

    private Tensor overlap(int axis) {
        return Elementwise.minimum(high(predicted, axis), high(truth, axis))
                .subtract(Elementwise.maximum(low(predicted, axis), low(truth, axis)));
    }

    private Tensor enclosing(int axis) {
        return Elementwise.maximum(high(predicted, axis), high(truth, axis))
                .subtract(Elementwise.minimum(low(predicted, axis), low(truth, axis)));
    }

    private static Tensor area(Tensor boxes) {
        return side(boxes, 0).multiply(side(boxes, 1));
    }

    private static Tensor angle(Tensor boxes) {
        return Elementwise.arcTangent(side(boxes, 0).divide(side(boxes, 1)));
    }

    private static Tensor centre(Tensor boxes, int axis) {
        return low(boxes, axis).add(high(boxes, axis)).multiply(0.5);
    }

    private static Tensor side(Tensor boxes, int axis) {
        return high(boxes, axis).subtract(low(boxes, axis));
    }

    private static Tensor low(Tensor boxes, int axis) {
        return boxes.select(1, axis);
    }

    private static Tensor high(Tensor boxes, int axis) {
        return boxes.select(1, axis + 2);
    }

    private static Tensor square(Tensor x) {
        return x.multiply(x);
    }

    private static Tensor oneMinus(Tensor x) {
        return x.multiply(-1).add(1);
    }
}

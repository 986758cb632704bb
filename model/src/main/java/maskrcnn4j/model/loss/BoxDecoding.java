package maskrcnn4j.model.loss;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.tensor.Elementwise;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Applies deltas to boxes as {@link maskrcnn4j.model.box.BoxCoder} does, with gradients. */
final class BoxDecoding {
    private final BoxRule rule;
    private final List<Double> weights;

    BoxDecoding(BoxRule rule, List<Double> weights) {
        this.rule = rule;
        this.weights = weights;
    }

    /**
     * Decodes.
     *
     * @param deltas float32 {@code [P, 4]}
     * @param from P boxes
     * @return float32 {@code [P, 4]}, x1, y1, x2, y2
     */
    Tensor decode(Tensor deltas, Boxes from) {
        Tensor corners = BoxLoss.corners(from, deltas);
        Tensor[] x = axis(corners.select(1, 0), corners.select(1, 2), deltas, 0);
        Tensor[] y = axis(corners.select(1, 1), corners.select(1, 3), deltas, 1);
        return Tensors.stack(List.of(x[0], y[0], x[1], y[1]), 1);
    }

    /** The lower and the upper corner along one axis. */
    private Tensor[] axis(Tensor low, Tensor high, Tensor deltas, int axis) {
        Tensor side = high.subtract(low).add(rule.extent());
        Tensor centre = low.add(side.multiply(0.5))
                .add(deltas.select(1, axis).multiply(1 / weights.get(axis)).multiply(side));
        Tensor log = Elementwise.atMost(
                deltas.select(1, axis + 2).multiply(1 / weights.get(axis + 2)), rule.largestLogScale());
        Tensor half = log.exp().multiply(side).multiply(0.5);
        return new Tensor[] {centre.subtract(half), centre.add(half).add(-rule.extent())};
    }
}

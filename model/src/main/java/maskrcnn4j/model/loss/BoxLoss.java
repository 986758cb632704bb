package maskrcnn4j.model.loss;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The distance between predicted and true boxes, summed. */
public final class BoxLoss {
    private final BoxLossSpec spec;
    private final BoxDecoding decoding;

    /**
     * Makes a distance.
     *
     * @param spec which one
     * @param rule the arithmetic of boxes
     * @param weights divide dx, dy, dw, dh
     */
    public BoxLoss(BoxLossSpec spec, BoxRule rule, List<Double> weights) {
        this.spec = spec;
        this.decoding = new BoxDecoding(rule, weights);
    }

    /**
     * The sum over boxes; 0, with its graph, over none.
     *
     * @param deltas float32 {@code [P, 4]}, predicted
     * @param targets {@code 4 P} numbers: the deltas that would be right
     * @param from the boxes that deltas start from
     * @param truths the boxes that they should lead to
     */
    public Tensor sum(Tensor deltas, float[] targets, Boxes from, Boxes truths) {
        if (spec.kind() == BoxLossSpec.Kind.SMOOTH_L1) {
            Tensor wanted = Tensors.of(targets, targets.length / 4, 4).to(deltas.device());
            return LossFunctions.smoothL1Sum(deltas, wanted, spec.beta());
        }
        IouLoss iou = new IouLoss(decoding.decode(deltas, from), corners(truths, deltas));
        return switch (spec.kind()) {
            case GIOU -> iou.generalized();
            case DIOU -> iou.distance();
            case CIOU, SMOOTH_L1 -> iou.complete();
        };
    }

    static Tensor corners(Boxes boxes, Tensor like) {
        return Tensors.of(boxes.toArray(), boxes.size(), 4).to(like.device());
    }
}

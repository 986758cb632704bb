package maskrcnn4j.model.loss;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The losses of the box head (Fast R-CNN, equation 1). */
public final class BoxHeadLoss {
    private final BoxLoss boxLoss;

    /**
     * Makes the losses of a family.
     *
     * @param weights divide dx, dy, dw, dh
     */
    public BoxHeadLoss(BoxLossSpec spec, BoxRule rule, List<Double> weights) {
        this.boxLoss = new BoxLoss(spec, rule, weights);
    }

    /**
     * What the boxes of foreground rois should be.
     *
     * @param rows which rois are foreground
     * @param groups for each of them, which group of four deltas is its class's
     * @param deltas for each of them, the four that would be right
     * @param from the rois themselves
     * @param truths their true boxes
     */
    public record Foreground(int[] rows, int[] groups, float[] deltas, Boxes from, Boxes truths) {}

    /** The mean cross entropy of the rois' classes; 0, with its graph, without rois. */
    public Tensor classes(Tensor logits, long[] classes) {
        if (classes.length == 0) {
            return logits.sum().multiply(0);
        }
        return LossFunctions.crossEntropy(
                logits, Tensors.of(classes, classes.length).to(logits.device()));
    }

    /**
     * The distance of the foreground boxes, divided by the number of all rois.
     *
     * @param deltas float32 {@code [R, 4 G]}, G groups of four
     */
    public Tensor boxes(Tensor deltas, Foreground foreground) {
        long groups = deltas.size(1) / 4;
        long[] places = new long[foreground.rows().length];
        for (int i = 0; i < places.length; i++) {
            places[i] = foreground.rows()[i] * groups + foreground.groups()[i];
        }
        Tensor own = deltas.reshape(deltas.size(0) * groups, 4)
                .indexSelect(0, Tensors.of(places, places.length).to(deltas.device()));
        return boxLoss.sum(own, foreground.deltas(), foreground.from(), foreground.truths())
                .multiply(1.0 / Math.max(1, deltas.size(0)));
    }
}

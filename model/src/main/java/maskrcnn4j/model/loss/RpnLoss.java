package maskrcnn4j.model.loss;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.BalancedSampler;
import maskrcnn4j.model.target.FloatBoxes;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The losses of the region proposal network (Faster R-CNN, equation 1). */
public final class RpnLoss {
    private final TrainingSpec.RpnTraining spec;
    private final BoxLoss boxLoss;

    /**
     * Makes the losses of a family.
     *
     * @param weights divide dx, dy, dw, dh
     */
    public RpnLoss(TrainingSpec.RpnTraining spec, BoxRule rule, List<Double> weights) {
        this.spec = spec;
        this.boxLoss = new BoxLoss(spec.boxLoss(), rule, weights);
    }

    /**
     * The losses of a batch, each a tensor of one element.
     *
     * @param objectness binary cross entropy over the sampled anchors
     * @param boxes distance of boxes over the sampled foreground anchors
     */
    public record Values(Tensor objectness, Tensor boxes) {}

    /**
     * Computes the losses.
     *
     * @param logits float32 {@code [N, A]}, of all anchors of each picture
     * @param deltas float32 {@code [N, A, 4]}
     * @param anchors all A anchors
     * @param targets of each picture
     */
    public Values of(Tensor logits, Tensor deltas, FloatBoxes anchors, List<AnchorTargets.Targets> targets) {
        int positives = 0;
        int negatives = 0;
        for (AnchorTargets.Targets of : targets) {
            positives += of.sample().positives().length;
            negatives += of.sample().negatives().length;
        }
        int sampled = positives + negatives;
        long[] rows = new long[sampled]; // the foreground of all pictures, then their background
        float[] wanted = new float[4 * positives];
        float[] from = new float[4 * positives];
        float[] truths = new float[4 * positives];
        int positive = 0;
        int negative = positives;
        for (int image = 0; image < targets.size(); image++) {
            AnchorTargets.Targets of = targets.get(image);
            BalancedSampler.Sample sample = of.sample();
            System.arraycopy(of.deltas(), 0, wanted, 4 * positive, of.deltas().length);
            System.arraycopy(of.matchedBoxes().toArray(), 0, truths, 4 * positive, of.deltas().length);
            long first = (long) image * anchors.size();
            for (int anchor : sample.positives()) {
                System.arraycopy(anchors.corners(anchor), 0, from, 4 * positive, 4);
                rows[positive++] = first + anchor;
            }
            for (int anchor : sample.negatives()) {
                rows[negative++] = first + anchor;
            }
        }
        float[] isObject = new float[sampled];
        Arrays.fill(isObject, 0, positives, 1);
        Tensor index = Tensors.of(rows, sampled).to(logits.device());
        Tensor objectness = LossFunctions.binaryCrossEntropySum(
                logits.reshape(-1).indexSelect(0, index),
                Tensors.of(isObject, sampled).to(logits.device()));
        Tensor chosen = deltas.reshape(-1, 4).indexSelect(0, index.narrow(0, 0, positives));
        Tensor boxes = boxLoss.sum(chosen, wanted, Boxes.of(from), Boxes.of(truths));
        double share = 1.0 / divisor(sampled, targets.size());
        return new Values(objectness.multiply(share), boxes.multiply(share));
    }

    private long divisor(int sampled, int pictures) {
        return switch (spec.divisor()) {
            case SAMPLED -> Math.max(1, sampled);
            case BATCH -> (long) spec.sampling().perImage() * pictures;
        };
    }
}

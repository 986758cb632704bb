package maskrcnn4j.model.loss;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.MatchableBoxes;
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
     * The sampled anchors of a batch: the foreground of all pictures, then their background.
     *
     * @param rows picture times the number of anchors, plus anchor
     * @param positives how many are foreground
     * @param deltas {@code [positives, 4]}: what they should say
     * @param from the foreground anchors themselves
     * @param truths their true boxes
     * @param pictures how many pictures there are
     */
    public record Sampled(long[] rows, int positives, float[] deltas, Boxes from, Boxes truths, int pictures) {
        /** Joins the samples of the pictures of a batch. */
        public static Sampled of(MatchableBoxes anchors, List<AnchorTargets.Targets> targets) {
            int positives = 0;
            int sampled = 0;
            for (AnchorTargets.Targets of : targets) {
                positives += of.sample().positives().length;
                sampled += of.sample().positives().length + of.sample().negatives().length;
            }
            long[] rows = new long[sampled];
            float[] deltas = new float[4 * positives];
            float[] from = new float[4 * positives];
            int positive = 0;
            int negative = positives;
            for (int image = 0; image < targets.size(); image++) {
                AnchorTargets.Targets of = targets.get(image);
                System.arraycopy(of.deltas(), 0, deltas, 4 * positive, of.deltas().length);
                long first = (long) image * anchors.size();
                for (int anchor : of.sample().positives()) {
                    double[] box = anchors.box(anchor);
                    for (int i = 0; i < 4; i++) {
                        from[4 * positive + i] = (float) box[i];
                    }
                    rows[positive++] = first + anchor;
                }
                for (int anchor : of.sample().negatives()) {
                    rows[negative++] = first + anchor;
                }
            }
            Boxes truths = Boxes.concatenate(
                    targets.stream().map(AnchorTargets.Targets::matchedBoxes).toList());
            return new Sampled(rows, positives, deltas, Boxes.of(from), truths, targets.size());
        }
    }

    /**
     * Computes the losses from what the network says of all anchors.
     *
     * @param logits float32 {@code [N, A]}, of all anchors of each picture
     * @param deltas float32 {@code [N, A, 4]}
     */
    public Values ofAll(Tensor logits, Tensor deltas, Sampled sampled) {
        Tensor index = Tensors.of(sampled.rows(), sampled.rows().length).to(logits.device());
        return ofSampled(
                logits.reshape(-1).indexSelect(0, index),
                deltas.reshape(-1, 4).indexSelect(0, index.narrow(0, 0, sampled.positives())),
                sampled);
    }

    /**
     * Computes the losses from what the network says of the sampled anchors.
     *
     * @param logits float32 {@code [S]}
     * @param deltas float32 {@code [P, 4]}, of the foreground
     */
    public Values ofSampled(Tensor logits, Tensor deltas, Sampled sampled) {
        int count = sampled.rows().length;
        float[] isObject = new float[count];
        Arrays.fill(isObject, 0, sampled.positives(), 1);
        Tensor objectness = LossFunctions.binaryCrossEntropySum(
                logits, Tensors.of(isObject, count).to(logits.device()));
        Tensor boxes = boxLoss.sum(deltas, sampled.deltas(), sampled.from(), sampled.truths());
        double share = 1.0 / divisor(count, sampled.pictures());
        double boxShare =
                spec.divisor() == TrainingSpec.Divisor.OWN_TERMS ? 1.0 / Math.max(1, 4 * sampled.positives()) : share;
        return new Values(objectness.multiply(share), boxes.multiply(boxShare));
    }

    private long divisor(int sampled, int pictures) {
        return switch (spec.divisor()) {
            case SAMPLED, OWN_TERMS -> Math.max(1, sampled);
            case BATCH -> (long) spec.sampling().perImage() * pictures;
        };
    }
}

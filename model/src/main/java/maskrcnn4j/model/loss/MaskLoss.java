package maskrcnn4j.model.loss;

import maskrcnn4j.tensor.Elementwise;
import maskrcnn4j.tensor.LossFunctions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** The loss of the mask head (Mask R-CNN, section 3): each roi's mask of its own class, pixel by pixel. */
public final class MaskLoss {
    private MaskLoss() {}

    /**
     * The mean binary cross entropy over all pixels; 0, with its graph, without masks.
     *
     * @param logits float32 {@code [P, C, S, S]}
     * @param rows which of the P take part
     * @param maps for each of them, which of the C maps is its class's
     * @param targets for each of them, {@code S * S} values from 0 to 1
     */
    public static Tensor of(Tensor logits, int[] rows, int[] maps, float[] targets) {
        if (rows.length == 0) {
            return logits.sum().multiply(0);
        }
        Tensor own = own(logits, rows, maps);
        return LossFunctions.binaryCrossEntropyMean(
                own, Tensors.of(targets, own.shape()).to(logits.device()));
    }

    /**
     * The same of probabilities, which are first brought from 0 to 1 into {@code clip} to {@code 1 - clip}, as Keras does: what
     * lies outside has no gradient.
     *
     * @param probabilities float32 {@code [P, C, S, S]}
     */
    public static Tensor ofProbabilities(Tensor probabilities, int[] rows, int[] maps, float[] targets, double clip) {
        if (rows.length == 0) {
            return probabilities.sum().multiply(0);
        }
        Tensor own = Elementwise.between(own(probabilities, rows, maps), clip, 1 - clip);
        return LossFunctions.binaryCrossEntropyOfProbabilities(
                own, Tensors.of(targets, own.shape()).to(probabilities.device()));
    }

    private static Tensor own(Tensor logits, int[] rows, int[] maps) {
        long classes = logits.size(1);
        long size = logits.size(2);
        long[] places = new long[rows.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = rows[i] * classes + maps[i];
        }
        return logits.reshape(logits.size(0) * classes, size, size)
                .indexSelect(0, Tensors.of(places, places.length).to(logits.device()));
    }
}

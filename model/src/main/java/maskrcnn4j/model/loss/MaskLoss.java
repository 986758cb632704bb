package maskrcnn4j.model.loss;

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
        long classes = logits.size(1);
        long size = logits.size(2);
        long[] places = new long[rows.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = rows[i] * classes + maps[i];
        }
        Tensor own = logits.reshape(logits.size(0) * classes, size, size)
                .indexSelect(0, Tensors.of(places, places.length).to(logits.device()));
        return LossFunctions.binaryCrossEntropyMean(
                own, Tensors.of(targets, rows.length, size, size).to(logits.device()));
    }
}

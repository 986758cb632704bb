package maskrcnn4j.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Distances between what a network says and what it should say; each gives a tensor of one element, with gradients. */
public final class LossFunctions {
    private static final long MEAN = 1;
    private static final long SUM = 2;

    private LossFunctions() {}

    /**
     * The mean of the negative logarithm of the softmax probability of each row's own class.
     *
     * @param logits float32 {@code [R, K]}, R at least 1
     * @param classes int64 {@code [R]}
     */
    public static Tensor crossEntropy(Tensor logits, Tensor classes) {
        return NativeCalls.tensor(
                "cross entropy", () -> torch.cross_entropy_loss(logits.handle(), classes.handle()), logits, classes);
    }

    /**
     * The sum of the binary cross entropies between sigmoids and probabilities.
     *
     * @param logits float32
     * @param probabilities float32 of the same shape, 0 to 1
     */
    public static Tensor binaryCrossEntropySum(Tensor logits, Tensor probabilities) {
        return binaryCrossEntropy(logits, probabilities, SUM);
    }

    /** The mean of the binary cross entropies; see {@link #binaryCrossEntropySum}. */
    public static Tensor binaryCrossEntropyMean(Tensor logits, Tensor probabilities) {
        return binaryCrossEntropy(logits, probabilities, MEAN);
    }

    /**
     * The mean of the binary cross entropies between predicted and true probabilities.
     *
     * @param predicted float32, above 0 and below 1
     * @param probabilities float32 of the same shape, 0 to 1
     */
    public static Tensor binaryCrossEntropyOfProbabilities(Tensor predicted, Tensor probabilities) {
        return NativeCalls.tensor(
                "binary cross entropy of probabilities",
                () -> torch.binary_cross_entropy(
                        predicted.handle(), probabilities.handle(), new TensorOptional(), MEAN),
                predicted,
                probabilities);
    }

    private static Tensor binaryCrossEntropy(Tensor logits, Tensor probabilities, long reduction) {
        return NativeCalls.tensor(
                "binary cross entropy",
                () -> torch.binary_cross_entropy_with_logits(
                        logits.handle(), probabilities.handle(), new TensorOptional(), new TensorOptional(), reduction),
                logits,
                probabilities);
    }

    /**
     * The sum of smooth L1 distances: d² / (2 beta) below beta, |d| - beta / 2 from there on. Where d is 0, so is the gradient.
     *
     * @param values float32
     * @param targets float32 of the same shape
     * @param beta 0 for plain |d|
     */
    public static Tensor smoothL1Sum(Tensor values, Tensor targets, double beta) {
        return NativeCalls.tensor(
                "smooth L1",
                // LibTorch's smooth L1 takes beta 0, too, but at d = 0 its gradient is then 0 / 0 on a GPU and -1 on a
                // CPU.
                () -> beta == 0
                        ? torch.l1_loss(values.handle(), targets.handle(), SUM)
                        : torch.smooth_l1_loss(values.handle(), targets.handle(), SUM, beta),
                values,
                targets);
    }
}

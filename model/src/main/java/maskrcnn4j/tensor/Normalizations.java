package maskrcnn4j.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Normalisation of {@code [N, C, H, W]} maps, with gradients. Weights and statistics are float32 whatever the maps are. */
public final class Normalizations {
    private Normalizations() {}

    /**
     * Batch normalisation by the statistics of this batch (Ioffe and Szegedy 2015): per channel, with the biased variance.
     *
     * <p>On a CPU the statistics of channels-last maps are summed less exactly than those of row-major ones: 3e-4 of the
     * value after one layer of 64 channels at 112x128, against 6e-7.
     *
     * @param input {@code [N, C, H, W]}
     * @param weight {@code [C]}
     * @param bias {@code [C]}
     * @param runningMean {@code [C]}; moves by {@code momentum} towards the mean of this batch
     * @param runningVariance {@code [C]}; moves by {@code momentum} towards the unbiased variance of this batch
     * @param momentum the share of this batch in the new running statistics
     * @param eps added to the variance
     */
    public static Tensor batchNorm(
            Tensor input,
            Tensor weight,
            Tensor bias,
            Tensor runningMean,
            Tensor runningVariance,
            double momentum,
            double eps) {
        return batchNorm(input, weight, bias, runningMean, runningVariance, true, momentum, eps);
    }

    /**
     * Batch normalisation by fixed statistics.
     *
     * @param input {@code [N, C, H, W]}
     * @param weight {@code [C]}
     * @param bias {@code [C]}
     * @param mean {@code [C]}
     * @param variance {@code [C]}
     * @param eps added to the variance
     */
    public static Tensor fixedBatchNorm(
            Tensor input, Tensor weight, Tensor bias, Tensor mean, Tensor variance, double eps) {
        return batchNorm(input, weight, bias, mean, variance, false, 0, eps);
    }

    private static Tensor batchNorm(
            Tensor input,
            Tensor weight,
            Tensor bias,
            Tensor mean,
            Tensor variance,
            boolean training,
            double momentum,
            double eps) {
        return NativeCalls.tensor(
                "batch norm",
                () -> torch.batch_norm(
                        input.handle(),
                        new TensorOptional(weight.handle()),
                        new TensorOptional(bias.handle()),
                        new TensorOptional(mean.handle()),
                        new TensorOptional(variance.handle()),
                        training,
                        momentum,
                        eps,
                        true),
                input,
                weight);
    }

    /**
     * Group normalisation (Wu and He 2018).
     *
     * @param input {@code [N, C, H, W]}
     * @param groups into how many groups the channels are split
     * @param weight {@code [C]}
     * @param bias {@code [C]}
     * @param eps added to the variance
     */
    public static Tensor groupNorm(Tensor input, int groups, Tensor weight, Tensor bias, double eps) {
        return NativeCalls.tensor(
                "group norm",
                () -> torch.group_norm(
                        input.handle(),
                        groups,
                        new TensorOptional(weight.handle()),
                        new TensorOptional(bias.handle()),
                        eps,
                        true),
                input,
                weight);
    }
}

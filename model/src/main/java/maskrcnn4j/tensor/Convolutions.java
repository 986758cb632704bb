package maskrcnn4j.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions over {@code [N, C, H, W]} maps, with gradients. */
public final class Convolutions {
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    private Convolutions() {}

    /**
     * A convolution (cross-correlation, as the field means it).
     *
     * @param input {@code [N, C, H, W]}
     * @param weight {@code [O, C / groups, kh, kw]}
     * @param bias {@code [O]}
     */
    public static Tensor convolve(Tensor input, Tensor weight, Tensor bias, ConvGeometry geometry) {
        return NativeCalls.tensor(
                "convolution",
                () -> torch.conv2d(
                        input.handle(),
                        weight.handle(),
                        new TensorOptional(bias.handle()),
                        pair(geometry.stride()),
                        pair(geometry.padding()),
                        ONE,
                        geometry.groups()),
                input,
                weight);
    }

    /**
     * A transposed convolution.
     *
     * @param input {@code [N, C, H, W]}
     * @param weight {@code [C, O / groups, kh, kw]}
     * @param bias {@code [O]}
     */
    public static Tensor transposed(Tensor input, Tensor weight, Tensor bias, ConvGeometry geometry) {
        return NativeCalls.tensor(
                "transposed convolution",
                () -> torch.conv_transpose2d(
                        input.handle(),
                        weight.handle(),
                        new TensorOptional(bias.handle()),
                        pair(geometry.stride()),
                        pair(geometry.padding()),
                        ZERO,
                        geometry.groups(),
                        ONE),
                input,
                weight);
    }

    /** The mean over windows of {@code size} x {@code size}, side by side. */
    public static Tensor averagePool(Tensor input, int size) {
        return NativeCalls.tensor("average pool", () -> torch.avg_pool2d(input.handle(), pair(size)), input);
    }

    /**
     * The {@code size} x {@code size} neighbourhood of every pixel, zeros beyond the edge.
     *
     * @param input {@code [N, C, H, W]}
     * @param size odd
     * @return {@code [N, C size size, H W]}
     */
    public static Tensor neighbourhoods(Tensor input, int size) {
        return NativeCalls.tensor(
                "neighbourhoods", () -> torch.im2col(input.handle(), pair(size), ONE, pair(size / 2), ONE), input);
    }

    private static long[] pair(long value) {
        return new long[] {value, value};
    }
}

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
        return convolve(input, weight, new TensorOptional(bias.handle()), geometry);
    }

    /** A convolution without bias; see {@link #convolve(Tensor, Tensor, Tensor, ConvGeometry)}. */
    public static Tensor convolve(Tensor input, Tensor weight, ConvGeometry geometry) {
        return convolve(input, weight, new TensorOptional(), geometry);
    }

    private static Tensor convolve(Tensor input, Tensor weight, TensorOptional bias, ConvGeometry geometry) {
        return NativeCalls.tensor(
                "convolution",
                () -> torch.conv2d(
                        input.handle(),
                        weight.handle(),
                        bias,
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

    /**
     * A batch of small maps as one wide picture, and back: what does not care which picture a pixel belongs to may see
     * channels-last memory so, without moving it.
     *
     * @param maps {@code [N, C, H, W]}
     * @return {@code [1, C, N, H W]}
     */
    public static Tensor joinBatch(Tensor maps) {
        long n = maps.size(0);
        long channels = maps.size(1);
        long pixels = maps.size(2) * maps.size(3);
        return restride(maps, new long[] {1, channels, n, pixels}, n * pixels * channels, pixels * channels, channels);
    }

    /**
     * The inverse of {@link #joinBatch}.
     *
     * @param joined {@code [1, C, N, H W]}
     * @return {@code [N, C, H, W]}
     */
    public static Tensor splitBatch(Tensor joined, long height, long width) {
        long n = joined.size(2);
        long channels = joined.size(1);
        return restride(
                joined, new long[] {n, channels, height, width}, height * width * channels, width * channels, channels);
    }

    private static Tensor restride(Tensor tensor, long[] shape, long batch, long row, long column) {
        Tensor dense = tensor.channelsLast();
        return NativeCalls.tensor("restride", () -> dense.handle().as_strided(shape, batch, 1, row, column), dense);
    }

    private static long[] pair(long value) {
        return new long[] {value, value};
    }
}

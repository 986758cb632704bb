package maskrcnn4j.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions over {@code [N, C, H, W]} maps.
 *
 * <p>The fused form (convolution, bias and ReLU in one pass over memory) runs on the CPU and has no gradient; it is for
 * inference.
 */
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
     * A convolution followed by a ReLU, in one operator; without a gradient, on the CPU.
     *
     * @param packedWeight as {@link #pack} gives it, or a plain weight
     */
    public static Tensor convolveRelu(Tensor input, Tensor packedWeight, Tensor bias, ConvGeometry geometry) {
        return FusedOperators.get().convolution(input, packedWeight, bias, geometry, "relu");
    }

    /** A convolution with a packed weight; without a gradient, on the CPU. */
    public static Tensor convolvePacked(Tensor input, Tensor packedWeight, Tensor bias, ConvGeometry geometry) {
        return FusedOperators.get().convolution(input, packedWeight, bias, geometry, "none");
    }

    /** Whether {@link #pack} and what goes with it can be used on a device. */
    public static boolean canPack(Device device) {
        return device.isCpu() && FusedOperators.available();
    }

    /**
     * A copy of a weight in the order in memory that the CPU's convolution wants; good for {@link #convolveRelu} and
     * {@link #convolvePacked} only.
     */
    public static Tensor pack(Tensor weight, ConvGeometry geometry) {
        return FusedOperators.get().pack(weight, geometry);
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

    private static long[] pair(long value) {
        return new long[] {value, value};
    }
}

package maskrcnn4j.tensor;

import org.bytedeco.pytorch.IValue;

/**
 * A convolution, its bias, where wanted a sum, and what follows in one operator of oneDNN: one pass over memory instead of up
 * to four. Runs on the CPU and has no gradient: for inference.
 */
public final class FusedConvolution implements AutoCloseable {
    private final Tensor weight;
    private final IValue boxedWeight;
    private final IValue boxedBias;
    private final FusedOperators.Arguments arguments;

    /**
     * Prepares the operator, which holds on to weight and bias until it is closed.
     *
     * @param weight {@code [O, C / groups, kh, kw]}, channels-last. (Packing it as well gained nothing: oneDNN reads
     *     channels-last weights at the same speed, and a pack made for another size of input is slower.)
     * @param bias {@code [O]}
     */
    public FusedConvolution(Tensor weight, Tensor bias, ConvGeometry geometry, Unary unary) {
        this.weight = weight;
        this.boxedWeight = new IValue(weight.handle());
        this.boxedBias = new IValue(bias.handle());
        boxedWeight.retainReference(); // they belong to this object, not to the scope that is open now
        boxedBias.retainReference();
        this.arguments = FusedOperators.get().arguments(geometry, unary);
    }

    /** Whether a device has it: it is in LibTorch's builds for x86-64. */
    public static boolean runsOn(Device device) {
        return device.isCpu() && FusedOperators.available();
    }

    /**
     * Runs it.
     *
     * @param input {@code [N, C, H, W]}, channels-last
     */
    public Tensor forward(Tensor input) {
        return NativeCalls.tensor(
                "fused convolution",
                () -> FusedOperators.get().convolution(input, boxedWeight, boxedBias, arguments),
                input,
                weight);
    }

    /**
     * Runs it and adds a map before what follows.
     *
     * @param input {@code [N, C, H, W]}, channels-last
     * @param addend {@code [N, O, H', W']}, channels-last; becomes the result
     * @return {@code addend}
     */
    public Tensor forwardInto(Tensor input, Tensor addend) {
        NativeCalls.run(
                "fused convolution and sum",
                () -> {
                    FusedOperators.get().convolutionInto(input, addend, boxedWeight, boxedBias, arguments);
                    return addend;
                },
                input,
                weight,
                addend);
        return addend;
    }

    @Override
    public void close() {
        boxedWeight.releaseReference();
        boxedBias.releaseReference();
    }
}

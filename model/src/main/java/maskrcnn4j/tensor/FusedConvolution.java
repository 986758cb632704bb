package maskrcnn4j.tensor;

import org.bytedeco.pytorch.IValue;

/**
 * A convolution, its bias and, where wanted, a ReLU in one operator of oneDNN: one pass over memory instead of two, and its
 * arguments are boxed once. Runs on the CPU and has no gradient: for inference.
 */
public final class FusedConvolution implements AutoCloseable {
    private final Tensor weight;
    private final IValue boxedWeight;
    private final IValue boxedBias;
    private final IValue[] shared;

    /**
     * Prepares the operator, which holds on to weight and bias until it is closed.
     *
     * @param weight {@code [O, C / groups, kh, kw]}
     * @param bias {@code [O]}
     */
    public FusedConvolution(Tensor weight, Tensor bias, ConvGeometry geometry, boolean relu) {
        this.weight = weight;
        this.boxedWeight = new IValue(weight.handle());
        this.boxedBias = new IValue(bias.handle());
        boxedWeight.retainReference(); // they belong to this object, not to the scope that is open now
        boxedBias.retainReference();
        this.shared = FusedOperators.get().shared(geometry, relu);
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
                () -> FusedOperators.get().convolution(input, boxedWeight, boxedBias, shared),
                input,
                weight);
    }

    @Override
    public void close() {
        boxedWeight.releaseReference();
        boxedBias.releaseReference();
    }
}

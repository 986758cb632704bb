package maskrcnn4j.tensor;

import org.bytedeco.pytorch.global.torch;

/** What may follow a convolution element by element, in one operator with it. */
public enum Unary {
    NONE("none"),
    /** {@code max(0, x)}. */
    RELU("relu"),
    /** {@code min(6, max(0, x))}. */
    RELU6("hardtanh"),
    /** {@code x min(6, max(0, x + 3)) / 6}. */
    HARD_SWISH("hardswish");

    private final String operator;

    Unary(String operator) {
        this.operator = operator;
    }

    /** LibTorch's name of it. */
    String operator() {
        return operator;
    }

    /** Applies it, in the tensor's own memory where no gradient needs the old values, and returns the result. */
    public Tensor apply(Tensor x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> x.reluInPlace();
            case RELU6 -> NativeCalls.tensor("relu6", () -> torch.relu6(x.handle()), x);
            case HARD_SWISH -> NativeCalls.tensor("hard swish", () -> torch.hardswish(x.handle()), x);
        };
    }
}

package maskrcnn4j.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations element by element that few parts need; all have gradients. */
public final class Elementwise {
    private Elementwise() {}

    /** The smaller of two, broadcast. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return NativeCalls.tensor("minimum", () -> torch.minimum(a.handle(), b.handle()), a, b);
    }

    /** The larger of two, broadcast. */
    public static Tensor maximum(Tensor a, Tensor b) {
        return NativeCalls.tensor("maximum", () -> torch.maximum(a.handle(), b.handle()), a, b);
    }

    /** {@code min(x, limit)}. */
    public static Tensor atMost(Tensor x, double limit) {
        return NativeCalls.tensor("atMost", () -> torch.clamp_max(x.handle(), new Scalar(limit)), x);
    }

    /** {@code max(min(x, most), least)}; what lies outside has no gradient. */
    public static Tensor between(Tensor x, double least, double most) {
        return NativeCalls.tensor(
                "between",
                () -> torch.clamp(
                        x.handle(), new ScalarOptional(new Scalar(least)), new ScalarOptional(new Scalar(most))),
                x);
    }

    /** The arc tangent, in radians. */
    public static Tensor arcTangent(Tensor x) {
        return NativeCalls.tensor("arcTangent", () -> torch.atan(x.handle()), x);
    }
}

package maskrcnn4j.tensor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;

/**
 * Gradients by reverse accumulation.
 *
 * <p>Operations on a {@linkplain #track tracked} tensor keep what they need for their gradient until the tensors made of
 * it are freed; within {@link Engine#withoutGradients} they keep nothing, and tracked tensors may be changed in place.
 */
public final class Autograd {
    private Autograd() {}

    /** Asks for the gradient of a tensor that no operation has made: a weight. Returns the same tensor. */
    public static Tensor track(Tensor leaf) {
        NativeCalls.run("track", () -> leaf.handle().set_requires_grad(true), leaf);
        return leaf;
    }

    /** Whether a gradient of this tensor, or of what it was made of, has been asked for. */
    public static boolean isTracked(Tensor tensor) {
        return tensor.handle().requires_grad();
    }

    /** The same values in the same memory, without the graph that made them. */
    public static Tensor detach(Tensor tensor) {
        return NativeCalls.tensor("detach", () -> tensor.handle().detach(), tensor);
    }

    /**
     * Adds the gradient of a number to the {@linkplain #gradient gradients} of all tracked tensors that it depends on, and
     * frees the graph.
     *
     * @param loss a tensor of one element
     */
    public static void backward(Tensor loss) {
        NativeCalls.run(
                "backward",
                () -> {
                    loss.handle().backward();
                    return loss;
                },
                loss);
    }

    /** The gradient of a tracked tensor, of its shape; empty if no {@link #backward} has reached it. */
    public static Optional<Tensor> gradient(Tensor leaf) {
        Tensor gradient = NativeCalls.tensor("gradient", () -> leaf.handle().grad(), leaf);
        return gradient.handle().defined() ? Optional.of(gradient) : Optional.empty();
    }

    /** Forgets the gradient of a tracked tensor, and frees its memory. */
    public static void clearGradient(Tensor leaf) {
        NativeCalls.run(
                "clear gradient",
                () -> {
                    try (org.bytedeco.pytorch.Tensor undefined = new org.bytedeco.pytorch.Tensor();
                            org.bytedeco.pytorch.Tensor gradient = leaf.handle().mutable_grad()) {
                        return gradient.put(undefined);
                    }
                },
                leaf);
    }

    /** The Euclidean norm of the gradients of several tensors together. */
    public static double gradientNorm(Collection<Tensor> leaves) {
        double sum = 0;
        for (double norm : gradientNorms(leaves)) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /**
     * The Euclidean norm of the gradient of each of several tensors, in their order; 0 for one without a gradient. Waits once
     * for a device, not once for each. Sums are float32, and of no more than {@value ParameterUpdates#PART} numbers on a CPU:
     * float64 takes four times as long.
     */
    public static double[] gradientNorms(Collection<Tensor> leaves) {
        double[] norms = new double[leaves.size()];
        try (Scope scope = Scope.open()) {
            List<Tensor> parts = new ArrayList<>();
            List<Integer> owners = new ArrayList<>();
            int owner = 0;
            for (Tensor leaf : leaves) {
                for (Tensor part : gradient(leaf).map(ParameterUpdates::parts).orElse(List.of())) {
                    parts.add(NativeCalls.tensor("norm", () -> part.handle().norm(new Scalar(2)), part));
                    owners.add(owner);
                }
                owner++;
            }
            double[] values =
                    parts.isEmpty() ? new double[0] : Tensors.stack(parts, 0).toDoubles();
            for (int i = 0; i < values.length; i++) {
                norms[owners.get(i)] = Math.hypot(norms[owners.get(i)], values[i]);
            }
        }
        return norms;
    }
}

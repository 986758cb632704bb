package maskrcnn4j.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;

/**
 * The steps of optimisers, in place, without gradients.
 *
 * <p>A step is several operations over the same numbers. They are run over parts that fit into the processor's cache, one part
 * after the other: memory is then read and written once, not once for each operation.
 */
public final class ParameterUpdates {
    /** Elements at once: with gradient and state, 3 MB of float32. */
    static final long PART = 1 << 18;

    private ParameterUpdates() {}

    /**
     * One step of gradient descent with momentum: {@code v = momentum v + gradient + decay p}, then {@code p -= rate v}.
     *
     * @param parameter p, row-major
     * @param gradient of the shape of p
     * @param velocity v, of the shape of p, row-major
     */
    public static void momentum(
            Tensor parameter, Tensor gradient, Tensor velocity, double rate, double momentum, double decay) {
        inParts(
                "gradient descent",
                parts -> {
                    org.bytedeco.pytorch.Tensor p = parts[0];
                    org.bytedeco.pytorch.Tensor v = parts[2];
                    v.mul_(new Scalar(momentum)).add_(parts[1]);
                    if (decay != 0) {
                        v.add_(p, new Scalar(decay));
                    }
                    p.add_(v, new Scalar(-rate));
                },
                parameter,
                gradient,
                velocity);
    }

    /**
     * One step of Nesterov's momentum as Sutskever et al. 2013 write it: {@code v} as in {@link #momentum}, then
     * {@code p -= rate (gradient + decay p + momentum v)}.
     */
    public static void nesterov(
            Tensor parameter, Tensor gradient, Tensor velocity, double rate, double momentum, double decay) {
        inParts(
                "gradient descent",
                parts -> {
                    org.bytedeco.pytorch.Tensor p = parts[0];
                    org.bytedeco.pytorch.Tensor g = parts[1];
                    org.bytedeco.pytorch.Tensor v = parts[2];
                    v.mul_(new Scalar(momentum)).add_(g).add_(p, new Scalar(decay));
                    p.mul_(new Scalar(1 - rate * decay))
                            .add_(g, new Scalar(-rate))
                            .add_(v, new Scalar(-rate * momentum));
                },
                parameter,
                gradient,
                velocity);
    }

    /**
     * The numbers of {@link #adamW}.
     *
     * @param rate the learning rate
     * @param beta1 what the mean of the gradients keeps
     * @param beta2 what the mean of their squares keeps
     * @param eps added to the root of that mean
     * @param decay weight decay, apart from the gradient
     * @param step the number of this step, 1 for the first
     */
    public record Adam(double rate, double beta1, double beta2, double eps, double decay, long step) {}

    /**
     * One step of AdamW (Loshchilov and Hutter 2019).
     *
     * @param parameter row-major
     * @param gradient of its shape
     * @param mean of the gradients, row-major
     * @param square mean of their squares, row-major
     */
    public static void adamW(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, Adam adam) {
        double stepSize = adam.rate() / (1 - Math.pow(adam.beta1(), adam.step()));
        double correction = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), adam.step()));
        inParts(
                "AdamW",
                parts -> {
                    org.bytedeco.pytorch.Tensor g = parts[1];
                    parts[0].mul_(new Scalar(1 - adam.rate() * adam.decay()));
                    parts[2].lerp_(g, new Scalar(1 - adam.beta1()));
                    parts[3].mul_(new Scalar(adam.beta2())).addcmul_(g, g, new Scalar(1 - adam.beta2()));
                    org.bytedeco.pytorch.Tensor root =
                            parts[3].sqrt().mul_(new Scalar(correction)).add_(new Scalar(adam.eps()));
                    parts[0].addcdiv_(parts[2], root, new Scalar(-stepSize));
                },
                parameter,
                gradient,
                mean,
                square);
    }

    /** {@code average = keep average + (1 - keep) parameter}: the running average of a parameter. */
    public static void average(Tensor average, Tensor parameter, double keep) {
        inParts("running average", parts -> parts[0].lerp_(parts[1], new Scalar(1 - keep)), average, parameter);
    }

    /** Multiplies the gradients of several tensors by one factor; those without one are passed over. */
    public static void scaleGradients(Collection<Tensor> leaves, double factor) {
        try (Scope scope = Scope.open()) {
            for (Tensor leaf : leaves) {
                Autograd.gradient(leaf).ifPresent(gradient -> scale(gradient, factor));
            }
        }
    }

    private static void scale(Tensor tensor, double factor) {
        try (Engine.Guard noGraph = Engine.withoutGradients()) {
            NativeCalls.run("scale", () -> tensor.handle().mul_(new Scalar(factor)), tensor);
        }
    }

    /** A tensor in the parts that updates go through, as flat views. */
    static List<Tensor> parts(Tensor tensor) {
        if (!tensor.device().isCpu()) {
            return List.of(tensor);
        }
        Tensor flat = tensor.reshape(-1);
        List<Tensor> parts = new ArrayList<>();
        for (long from = 0; from < flat.count(); from += PART) {
            parts.add(flat.narrow(0, from, Math.min(PART, flat.count() - from)));
        }
        return parts;
    }

    private static void inParts(String step, Consumer<org.bytedeco.pytorch.Tensor[]> update, Tensor... tensors) {
        try (Engine.Guard noGraph = Engine.withoutGradients()) {
            if (!tensors[0].device().isCpu()) {
                // A GPU has no such cache, and each operation on it costs the same few microseconds, however small.
                apply(step, update, whole -> whole.handle(), tensors);
                return;
            }
            long count = tensors[0].count();
            for (long from = 0; from < count; from += PART) {
                long start = from;
                long length = Math.min(PART, count - from);
                apply(step, update, whole -> whole.handle().view(-1).narrow(0, start, length), tensors);
            }
        }
    }

    private static void apply(
            String step,
            Consumer<org.bytedeco.pytorch.Tensor[]> update,
            Function<Tensor, org.bytedeco.pytorch.Tensor> part,
            Tensor... tensors) {
        try (Scope scope = Scope.open()) {
            NativeCalls.run(
                    step,
                    () -> {
                        org.bytedeco.pytorch.Tensor[] parts =
                                Arrays.stream(tensors).map(part).toArray(org.bytedeco.pytorch.Tensor[]::new);
                        update.accept(parts);
                        return parts;
                    },
                    tensors);
        }
    }
}

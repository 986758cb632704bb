package maskrcnn4j.tensor;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** LibTorch's random numbers on the CPU: the same seed gives the same numbers on every run. */
public final class RandomGenerator implements AutoCloseable {
    private final Generator generator;

    /** Makes a generator that starts from a seed. */
    public RandomGenerator(long seed) {
        Engine.start();
        generator = torch.make_generator_cpu(seed);
        generator.retainReference(); // it belongs to this object, not to the scope that is open now
    }

    /** float32, uniform in [0, 1). */
    public Tensor uniform(long... shape) {
        return NativeCalls.tensor(
                "uniform random numbers",
                () -> torch.rand(shape, new GeneratorOptional(generator), new TensorOptions()));
    }

    /** float32, normal with mean 0 and standard deviation 1. */
    public Tensor normal(long... shape) {
        return NativeCalls.tensor(
                "normal random numbers",
                () -> torch.randn(shape, new GeneratorOptional(generator), new TensorOptions()));
    }

    /** int64 {@code [n]}: the numbers 0 to n - 1 in random order. */
    public Tensor permutation(long n) {
        return NativeCalls.tensor(
                "random permutation",
                () -> torch.randperm(
                        n, new GeneratorOptional(generator), new TensorOptions(ElementType.INT64.nativeType())));
    }

    @Override
    public void close() {
        generator.releaseReference();
    }
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.function.UnaryOperator;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.Normalizations;
import maskrcnn4j.tensor.Tensor;

/** Group normalisation of a convolution's output. */
final class GroupNorm {
    private GroupNorm() {}

    /**
     * Reads the norm of a convolution.
     *
     * @param name the prefix of {@code .norm.weight} and {@code .norm.bias}
     * @throws IOException if the weights cannot be read
     */
    static UnaryOperator<Tensor> of(Parameters parameters, String name, NormSpec norm) throws IOException {
        Weight weight = parameters.weight(name + ".norm.weight", plain -> plain);
        Weight bias = parameters.weight(name + ".norm.bias", plain -> plain);
        return x -> Normalizations.groupNorm(x, norm.groups(), weight.get(), bias.get(), norm.eps());
    }
}

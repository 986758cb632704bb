package maskrcnn4j.model.layer;

import java.util.function.UnaryOperator;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Unary;

/**
 * A convolution whose normalisation looks at its output.
 *
 * @param convolution without activation
 * @param norm of its output
 * @param unary what follows
 */
record NormalizedConvolution(Convolution convolution, UnaryOperator<Tensor> norm, Unary unary) implements Convolution {
    @Override
    public Tensor forward(Tensor input) {
        return unary.apply(norm.apply(convolution.forward(input)));
    }

    @Override
    public Tensor forward(Tensor input, Tensor addend) {
        return unary.apply(norm.apply(convolution.forward(input)).add(addend));
    }
}

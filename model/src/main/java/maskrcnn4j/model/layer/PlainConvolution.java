package maskrcnn4j.model.layer;

import java.util.Optional;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Unary;

/**
 * A convolution operator by operator: on every device, and with gradients.
 *
 * @param weight {@code [O, C / groups, kh, kw]}
 * @param bias {@code [O]}, where there is one
 */
record PlainConvolution(Weight weight, Optional<Weight> bias, ConvGeometry geometry, Unary unary)
        implements Convolution {
    @Override
    public Tensor forward(Tensor input) {
        return unary.apply(convolve(input));
    }

    @Override
    public Tensor forward(Tensor input, Tensor addend) {
        return unary.apply(convolve(input).addInPlace(addend));
    }

    private Tensor convolve(Tensor input) {
        return bias.isPresent()
                ? Convolutions.convolve(input, weight.get(), bias.get().get(), geometry)
                : Convolutions.convolve(input, weight.get(), geometry);
    }
}

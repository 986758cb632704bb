package maskrcnn4j.model.layer;

import java.util.Optional;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Unary;

/**
 * A convolution operator by operator: on every device, and with gradients. It computes in the element type of its weight, and
 * gives what it was given.
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
        Tensor now = weight.get();
        Tensor converted = input.to(now.type());
        Tensor output = bias.isPresent()
                ? Convolutions.convolve(converted, now, bias.get().get(), geometry)
                : Convolutions.convolve(converted, now, geometry);
        return output.to(input.type());
    }
}

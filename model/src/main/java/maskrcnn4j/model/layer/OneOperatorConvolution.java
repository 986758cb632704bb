package maskrcnn4j.model.layer;

import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.FusedConvolution;
import maskrcnn4j.tensor.Tensor;

/** A convolution that is one operator. */
final class OneOperatorConvolution implements Convolution {
    private final FusedConvolution operator;
    private final boolean pointwise;

    /**
     * Makes a convolution.
     *
     * @param pointwise whether each pixel is computed from itself alone
     */
    OneOperatorConvolution(FusedConvolution operator, boolean pointwise) {
        this.operator = operator;
        this.pointwise = pointwise;
    }

    /**
     * A 1x1 convolution does not care which picture a pixel belongs to. As one wide picture, which channels-last memory is
     * already, many small maps (those of the heads) take half the time.
     */
    @Override
    public Tensor forward(Tensor input) {
        if (!pointwise || input.size(0) < 2) {
            return operator.forward(input);
        }
        Tensor joined = operator.forward(Convolutions.joinBatch(input));
        return Convolutions.splitBatch(joined, input.size(2), input.size(3));
    }

    @Override
    public Tensor forward(Tensor input, Tensor addend) {
        Tensor target = addend.channelsLast();
        if (!pointwise || input.size(0) < 2) {
            return operator.forwardInto(input, target);
        }
        operator.forwardInto(Convolutions.joinBatch(input), Convolutions.joinBatch(target));
        return target;
    }
}

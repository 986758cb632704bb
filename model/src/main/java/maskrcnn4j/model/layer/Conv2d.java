package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;

/** A convolution with bias and, where wanted, a ReLU. */
public final class Conv2d implements Layer {
    private final String name;
    private final ConvRelu convolution;
    private final boolean pointwise;

    private Conv2d(String name, ConvRelu convolution, boolean pointwise) {
        this.name = name;
        this.convolution = convolution;
        this.pointwise = pointwise;
    }

    /**
     * A convolution for inference: its weight is converted to the network's precision once. (Packing it as well gained
     * nothing: oneDNN reads channels-last weights at the same speed, and a pack made for another size of input is slower.)
     *
     * @param name the prefix of {@code .weight} ({@code [O, C / groups, k, k]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Conv2d of(Parameters parameters, String name, ConvGeometry geometry, boolean relu)
            throws IOException {
        Tensor weight = parameters.prepare(
                name + ".weight", plain -> plain.to(parameters.elementType()).channelsLast());
        Tensor bias = parameters.prepare(name + ".bias", plain -> plain.to(parameters.elementType()));
        return new Conv2d(
                name,
                ConvRelu.of(parameters, weight, bias, geometry, relu),
                geometry.equals(ConvGeometry.POINTWISE) && weight.size(2) == 1);
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor output = pointwise && input.size(0) > 1 ? asOnePicture(input) : convolution.forward(input);
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }

    /**
     * A 1x1 convolution does not care which picture a pixel belongs to. As one wide picture, which channels-last memory is
     * already, many small maps (the heads have 3 x 3 and 6 x 6) take half the time.
     */
    private Tensor asOnePicture(Tensor input) {
        return Convolutions.splitBatch(
                convolution.forward(Convolutions.joinBatch(input)), input.size(2), input.size(3));
    }
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;

/** A convolution with bias and, where wanted, a ReLU. */
public final class Conv2d implements Layer {
    private final String name;
    private final Tensor weight;
    private final Tensor bias;
    private final ConvGeometry geometry;
    private final boolean relu;
    private final boolean packed;

    private Conv2d(String name, Tensor weight, Tensor bias, ConvGeometry geometry, boolean relu, boolean packed) {
        this.name = name;
        this.weight = weight;
        this.bias = bias;
        this.geometry = geometry;
        this.relu = relu;
        this.packed = packed;
    }

    /**
     * A convolution for inference: its weight is converted to the network's precision and, on the CPU, packed once.
     *
     * @param name the prefix of {@code .weight} ({@code [O, C / groups, k, k]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Conv2d of(Parameters parameters, String name, ConvGeometry geometry, boolean relu)
            throws IOException {
        boolean packed = Convolutions.canPack(parameters.device());
        Tensor weight = parameters.prepare(name + ".weight", plain -> {
            Tensor typed = plain.to(parameters.elementType()).channelsLast();
            return packed ? Convolutions.pack(typed, geometry) : typed;
        });
        Tensor bias = parameters.prepare(name + ".bias", plain -> plain.to(parameters.elementType()));
        return new Conv2d(name, weight, bias, geometry, relu, packed);
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor output;
        if (packed) {
            output = relu
                    ? Convolutions.convolveRelu(input, weight, bias, geometry)
                    : Convolutions.convolvePacked(input, weight, bias, geometry);
        } else {
            output = Convolutions.convolve(input, weight, bias, geometry);
            if (relu) {
                output.reluInPlace();
            }
        }
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }
}

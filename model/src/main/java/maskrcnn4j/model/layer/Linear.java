package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;

/** A fully connected layer, computed in float32 whatever the network's precision: scores and deltas come out of it. */
public final class Linear implements Layer {
    private final String name;
    private final Tensor weight;
    private final Tensor bias;

    private Linear(String name, Tensor weight, Tensor bias) {
        this.name = name;
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Reads a layer.
     *
     * @param name the prefix of {@code .weight} ({@code [O, I]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Linear of(Parameters parameters, String name) throws IOException {
        return new Linear(
                name,
                parameters.prepare(name + ".weight", plain -> plain.reshape(plain.size(0), plain.size(1), 1, 1)),
                parameters.prepare(name + ".bias", plain -> plain));
    }

    /**
     * Runs the layer.
     *
     * @param input float32 {@code [N, I]}
     * @return float32 {@code [N, O]}
     */
    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        // As a 1x1 convolution, which oneDNN runs on the network's own threads. A matrix product would go to OpenBLAS,
        // whose
        // threads then keep turning beside ours: every operator after it took two to three times as long.
        Tensor output = Convolutions.convolve(
                        input.reshape(input.size(0), input.size(1), 1, 1), weight, bias, ConvGeometry.POINTWISE)
                .reshape(input.size(0), weight.size(0));
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }
}

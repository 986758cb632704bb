package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.model.stage.StageObserver;
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
                parameters.prepare(
                        name + ".weight", plain -> plain.permute(1, 0).contiguous()),
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
        // Product and sum apart: LibTorch's fused addmm took 8 ms here whatever the size, against 1 ms for the two.
        Tensor output = input.matmul(weight).addInPlace(bias);
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }
}

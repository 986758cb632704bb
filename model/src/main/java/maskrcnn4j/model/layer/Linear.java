package maskrcnn4j.model.layer;

import java.io.IOException;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** A fully connected layer. */
public final class Linear implements Layer {
    private final String name;
    private final ElementType type;
    private final long outputs;
    private final Convolution product;

    private Linear(String name, ElementType type, long outputs, Convolution product) {
        this.name = name;
        this.type = type;
        this.outputs = outputs;
        this.product = product;
    }

    /**
     * Reads a layer that computes in float32 whatever the network's precision: scores and deltas come out of it.
     *
     * @param name the prefix of {@code .weight} ({@code [O, I]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Linear float32(Parameters parameters, String name) throws IOException {
        return of(parameters, name, ElementType.FLOAT32, Activation.NONE, 1);
    }

    /**
     * Reads a layer with a ReLU that computes in the network's precision, over maps.
     *
     * @param name the prefix of {@code .weight} ({@code [O, C S S]}, channel-major) and {@code .bias} ({@code [O]})
     * @param side S, of the maps; 1 for vectors
     * @throws IOException if the weights cannot be read
     */
    public static Linear relu(Parameters parameters, String name, int side) throws IOException {
        return of(parameters, name, parameters.elementType(), Activation.RELU, side);
    }

    private static Linear of(Parameters parameters, String name, ElementType type, Activation activation, int side)
            throws IOException {
        Weight weight = parameters.weight(name + ".weight", plain -> rowsAsPixels(plain.to(type), side));
        Weight bias = parameters.weight(name + ".bias", plain -> plain.to(type));
        return new Linear(
                name,
                type,
                bias.get().size(0),
                parameters.convolution(weight, bias, ConvGeometry.POINTWISE, activation));
    }

    /** {@code [O, C S S]} to {@code [O, S S C, 1, 1]}: the order in which a channels-last map lies in memory. */
    private static Tensor rowsAsPixels(Tensor weight, int side) {
        long outputs = weight.size(0);
        long inputs = weight.size(1);
        Tensor ordered = side == 1
                ? weight
                : weight.reshape(outputs, inputs / ((long) side * side), side, side)
                        .permute(0, 2, 3, 1)
                        .reshape(outputs, inputs);
        return ordered.reshape(outputs, inputs, 1, 1);
    }

    /**
     * Runs the layer.
     *
     * @param input {@code [N, I]}, or maps {@code [N, C, S, S]}; N may be 0
     * @return {@code [N, O]}
     */
    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        long rows = input.size(0);
        if (rows == 0) {
            return Tensors.zeros(type, input.device(), 0, outputs);
        }
        Tensor flat =
                (input.rank() == 4 ? input.permute(0, 2, 3, 1) : input).to(type).reshape(1, rows, 1, -1);
        // As a 1x1 convolution over one picture of N pixels, which oneDNN runs on the network's own threads. A matrix
        // product would go to OpenBLAS, whose threads then keep turning beside ours: every operator after it took two
        // to
        // three times as long.
        Tensor output =
                product.forward(flat.permute(0, 3, 1, 2)).permute(0, 2, 3, 1).reshape(rows, outputs);
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.function.UnaryOperator;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Tensor;

/**
 * The weights of a model in native memory, and how layers compute with them; whoever holds this frees them.
 *
 * <p>The same parts of a network serve inference and training: they ask here for weights and convolutions, and get those of
 * {@link InferenceParameters} (prepared once, fused, without gradients) or of {@link TrainableParameters}.
 */
public interface Parameters extends AutoCloseable {
    /** Where the weights are. */
    Device device();

    /** What convolutions compute in; not {@link Precision#AUTO}. */
    Precision precision();

    /** The element type of feature maps. */
    default ElementType elementType() {
        return precision().elementType();
    }

    /**
     * Brings the network input, or another map, into the memory layout that layers want.
     *
     * @param map {@code [N, C, H, W]}
     */
    Tensor layOut(Tensor map);

    /**
     * A weight.
     *
     * @param name our name
     * @param preparation from the float32 tensor, row-major, on the device, to the one that a layer computes with; made of
     *     operations that have gradients
     * @throws IOException if there is no such tensor or it cannot be read
     */
    Weight weight(String name, UnaryOperator<Tensor> preparation) throws IOException;

    /**
     * A convolution over prepared weights, in their precision.
     *
     * @param weight {@code [O, C / groups, kh, kw]}
     * @param bias {@code [O]}
     */
    Convolution convolution(Weight weight, Weight bias, ConvGeometry geometry, Activation activation);

    /**
     * A convolution with its normalisation, in the precision of the model.
     *
     * @param name the prefix of {@code .weight} ({@code [O, C / groups, kh, kw]}), {@code .bias} ({@code [O]}; where there is
     *     one) and {@code .norm}
     * @throws IOException if the weights cannot be read
     */
    Convolution convolution(String name, ConvGeometry geometry, NormSpec norm, Activation activation)
            throws IOException;

    /** How many numbers are held. */
    long count();

    @Override
    void close();
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.function.Supplier;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.TensorMemoryException;

/** A convolution that has a name: with bias or normalisation, and activation. */
public final class Conv2d implements Layer {
    private final String name;
    private final Convolution convolution;

    private Conv2d(String name, Convolution convolution) {
        this.name = name;
        this.convolution = convolution;
    }

    /**
     * A convolution with its normalisation.
     *
     * @param name see {@link Parameters#convolution(String, ConvGeometry, NormSpec, Activation)}
     * @throws IOException if the weights cannot be read
     */
    public static Conv2d of(
            Parameters parameters, String name, ConvGeometry geometry, NormSpec norm, Activation activation)
            throws IOException {
        return new Conv2d(name, parameters.convolution(name, geometry, norm, activation));
    }

    /**
     * A convolution with a bias.
     *
     * @param name the prefix of {@code .weight} ({@code [O, C / groups, k, k]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Conv2d of(Parameters parameters, String name, ConvGeometry geometry, boolean relu)
            throws IOException {
        return of(parameters, name, geometry, NormSpec.NONE, relu ? Activation.RELU : Activation.NONE);
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        return shown(run(() -> convolution.forward(input)), observer);
    }

    /**
     * Runs the convolution, and adds a map before the activation.
     *
     * @param addend of the size of the result, whose memory it may take: not to be read afterwards
     */
    public Tensor forward(Tensor input, Tensor addend, StageObserver observer) {
        return shown(run(() -> convolution.forward(input, addend)), observer);
    }

    private Tensor run(Supplier<Tensor> forward) {
        try {
            return forward.get();
        } catch (TensorMemoryException full) {
            throw full.in(name);
        }
    }

    private Tensor shown(Tensor output, StageObserver observer) {
        if (observer.wantsLayers()) {
            observer.tensor(name, output);
        }
        return output;
    }
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.Collections;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * A transposed 2x2 convolution of stride 2 with ReLU.
 *
 * <p>Its outputs do not overlap: it is a 1x1 convolution to four times the channels, whose four parts belong to the four
 * pixels of a 2x2 block. They are left in that order; {@link #unfold} brings what is made of them into rows and columns.
 */
public final class Deconv2x2 {
    private final String name;
    private final Weight weight;
    private final Weight bias;
    private final Convolution fused;

    private Deconv2x2(String name, Weight weight, Weight bias, Convolution fused) {
        this.name = name;
        this.weight = weight;
        this.bias = bias;
        this.fused = fused;
    }

    /**
     * Reads the layer.
     *
     * @param name the prefix of {@code .weight} ({@code [I, O, 2, 2]}) and {@code .bias} ({@code [O]})
     * @throws IOException if the weights cannot be read
     */
    public static Deconv2x2 of(Parameters parameters, String name) throws IOException {
        Weight weight = parameters.weight(
                name + ".weight",
                plain -> plain.permute(2, 3, 1, 0)
                        .reshape(4 * plain.size(1), plain.size(0), 1, 1)
                        .to(parameters.elementType())
                        .channelsLast());
        Weight bias = parameters.weight(
                name + ".bias",
                plain -> Tensors.concatenate(Collections.nCopies(4, plain), 0).to(parameters.elementType()));
        return new Deconv2x2(
                name, weight, bias, parameters.convolution(weight, bias, ConvGeometry.POINTWISE, Activation.RELU));
    }

    /**
     * Runs the layer.
     *
     * @param input {@code [N, I, H, W]}
     * @return {@code [N, H W, 4, O]}: for each input pixel, the four pixels of its block, row after row
     */
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor output;
        if (!observer.wantsLayers()) {
            output = fused.forward(input);
        } else {
            output = Convolutions.convolve(input, weight.get(), bias.get(), ConvGeometry.POINTWISE);
            show(name, output, observer);
            output.reluInPlace();
            show(name + ".relu", output, observer);
        }
        return blocks(output);
    }

    private static void show(String as, Tensor output, StageObserver observer) {
        observer.tensor(as, unfold(blocks(output), output.size(2), output.size(3)));
    }

    private static Tensor blocks(Tensor output) {
        return output.permute(0, 2, 3, 1)
                .reshape(output.size(0), output.size(2) * output.size(3), 4, output.size(1) / 4);
    }

    /**
     * Brings blocks into rows and columns.
     *
     * @param blocks {@code [N, H W, 4, C]}
     * @return {@code [N, C, 2 H, 2 W]}
     */
    public static Tensor unfold(Tensor blocks, long height, long width) {
        return blocks.reshape(blocks.size(0), height, width, 2, 2, blocks.size(3))
                .permute(0, 5, 1, 3, 2, 4)
                .reshape(blocks.size(0), blocks.size(3), 2 * height, 2 * width);
    }
}

package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.List;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * A transposed 4x4 convolution of stride 2 and padding 1 for each class by itself: maps twice as high and wide.
 *
 * <p>Each 2x2 block of the output depends on the 3x3 neighbourhood of one input pixel: along an axis, the first of the two
 * is {@code k3 x[i-1] + k1 x[i]}, the second {@code k2 x[i] + k0 x[i+1]}. So it is a product of neighbourhoods with four
 * 3x3 kernels, which took a tenth of the time of LibTorch's transposed convolution with as many groups as masks.
 */
public final class ClassUpsampling {
    /** For the two outputs of an axis: which tap of the 4-wide kernel meets each of three neighbours; -1 for none. */
    private static final int[][] TAPS = {{3, 1, -1}, {-1, 2, 0}};

    private final Weight kernels;
    private final Weight bias;

    private ClassUpsampling(Weight kernels, Weight bias) {
        this.kernels = kernels;
        this.bias = bias;
    }

    /**
     * Reads the layer.
     *
     * @param name the prefix of {@code .weight} ({@code [K, 1, 4, 4]}) and {@code .bias} ({@code [K]})
     * @throws IOException if the weights cannot be read
     */
    public static ClassUpsampling of(Parameters parameters, String name) throws IOException {
        return new ClassUpsampling(
                parameters.weight(name + ".weight", ClassUpsampling::neighbourKernels),
                parameters.weight(name + ".bias", plain -> plain));
    }

    /** {@code [K, 1, 4, 4]} to {@code [K, 4, 9]}: for each output of a 2x2 block, the weights of the 3x3 neighbours. */
    private static Tensor neighbourKernels(Tensor weight) {
        long classes = weight.size(0);
        long[] taps = new long[36];
        for (int i = 0; i < taps.length; i++) {
            int vertical = TAPS[i / 18][i % 9 / 3];
            int horizontal = TAPS[i % 18 / 9][i % 3];
            taps[i] = vertical >= 0 && horizontal >= 0 ? 4 * vertical + horizontal : 16;
        }
        Tensor none = Tensors.zeros(ElementType.FLOAT32, weight.device(), classes, 1);
        return Tensors.concatenate(List.of(weight.reshape(classes, 16), none), 1)
                .indexSelect(1, Tensors.of(taps, taps.length).to(weight.device()))
                .reshape(classes, 4, 9);
    }

    /**
     * Upsamples maps.
     *
     * @param maps float32 {@code [N, 1, H, W]}
     * @param labels int32 {@code [N]}, the class of each map
     * @return {@code [N, 1, 2 H, 2 W]}
     */
    public Tensor forward(Tensor maps, Tensor labels) {
        long count = maps.size(0);
        Tensor neighbours = Convolutions.neighbourhoods(maps, 3).reshape(count, 1, 9, -1);
        Tensor own = kernels.get().indexSelect(0, labels).reshape(count, 4, 9, 1);
        Tensor blocks = neighbours.multiply(own).sum(2);
        return blocks.add(bias.get().indexSelect(0, labels).reshape(count, 1, 1))
                .reshape(count, 4, maps.size(2), maps.size(3))
                .pixelShuffle(2);
    }
}

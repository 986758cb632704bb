package maskrcnn4j.spec;

import java.util.Map;
import maskrcnn4j.weights.Shape;

/**
 * An inverted residual block of MobileNetV2 and V3: 1x1 convolution to more channels (none where there are as many before),
 * depthwise convolution, squeeze and excitation where marked, 1x1 convolution without activation, and the input added
 * where the sizes allow.
 *
 * @param in input channels
 * @param kernel of the depthwise convolution
 * @param expanded channels inside
 * @param out output channels
 * @param stride of the depthwise convolution
 * @param squeezed channels that squeeze and excitation goes through (Hu et al. 2017); 0 for none
 * @param activation after the first two convolutions
 */
public record MobileBlock(int in, int kernel, int expanded, int out, int stride, int squeezed, Activation activation) {
    /** Checks the sizes. */
    public MobileBlock {
        if (in < 1 || expanded < 1 || out < 1 || stride < 1 || squeezed < 0 || kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("block " + in + " -> " + expanded + " -> " + out + ", kernel " + kernel
                    + ", stride " + stride + ", squeezed " + squeezed
                    + ": the kernel must be odd, squeezed at least 0, the others at least 1");
        }
    }

    /** Whether there is a convolution to more channels. */
    public boolean expands() {
        return expanded != in;
    }

    /** Whether the input is added. */
    public boolean addsInput() {
        return in == out && stride == 1;
    }

    void declare(String prefix, NormSpec norm, Map<String, Shape> tensors) {
        if (expands()) {
            Declarations.convolution(prefix + ".expand", expanded, in, 1, norm, tensors);
        }
        Declarations.convolution(prefix + ".depthwise", expanded, 1, kernel, norm, tensors);
        if (squeezed > 0) {
            Declarations.convolution(prefix + ".squeeze", squeezed, expanded, 1, NormSpec.NONE, tensors);
            Declarations.convolution(prefix + ".excite", expanded, squeezed, 1, NormSpec.NONE, tensors);
        }
        Declarations.convolution(prefix + ".project", out, expanded, 1, norm, tensors);
    }
}

package maskrcnn4j.spec;

import java.util.Map;
import maskrcnn4j.weights.Shape;

/**
 * A block of MobileNetV2's kind: 1x1 convolution with ReLU to more channels, depthwise 3x3 convolution without
 * activation, 1x1 convolution to the output channels without activation, and, where marked, the input added.
 *
 * @param in input channels
 * @param expanded channels inside
 * @param stride of the depthwise convolution
 * @param out output channels
 * @param addsInput whether the block's input is added to its output
 */
public record InvertedResidual(int in, int expanded, int stride, int out, boolean addsInput) {
    /** Checks the sizes. */
    public InvertedResidual {
        if (in < 1 || expanded < 1 || out < 1 || stride < 1) {
            throw new IllegalArgumentException("block " + in + " -> " + expanded + " -> " + out + " with stride "
                    + stride + ": every number must be at least 1");
        }
        if (addsInput && (in != out || stride != 1)) {
            throw new IllegalArgumentException("block " + in + " -> " + out + " with stride " + stride
                    + " cannot add its input: that takes equal channels and stride 1");
        }
    }

    void declare(String prefix, Map<String, Shape> tensors) {
        Declarations.convolution(prefix + ".expand", expanded, in, 1, NormSpec.NONE, tensors);
        Declarations.convolution(prefix + ".depthwise", expanded, 1, 3, NormSpec.NONE, tensors);
        Declarations.convolution(prefix + ".project", out, expanded, 1, NormSpec.NONE, tensors);
    }
}

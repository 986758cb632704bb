package maskrcnn4j.spec;

import java.util.Map;
import maskrcnn4j.weights.Shape;

/**
 * A block of a ResNet: convolutions whose output is added to the input, or to a 1x1 convolution of it where the sizes
 * differ.
 *
 * @param in input channels
 * @param width channels inside
 * @param out output channels
 * @param stride of the block
 * @param bottleneck whether it is 1x1, 3x3, 1x1 and not 3x3, 3x3
 * @param groups of the 3x3 convolution of a bottleneck
 * @param strideIn1x1 whether a bottleneck's stride stands in its first 1x1 convolution
 */
public record ResidualBlock(
        int in, int width, int out, int stride, boolean bottleneck, int groups, boolean strideIn1x1) {
    /** Whether the input passes a convolution before it is added. */
    public boolean projects() {
        return in != out || stride != 1;
    }

    void declare(String prefix, NormSpec norm, Map<String, Shape> tensors) {
        if (bottleneck) {
            Declarations.convolution(prefix + ".conv1", width, in, 1, norm, tensors);
            Declarations.convolution(prefix + ".conv2", width, width / groups, 3, norm, tensors);
            Declarations.convolution(prefix + ".conv3", out, width, 1, norm, tensors);
        } else {
            Declarations.convolution(prefix + ".conv1", width, in, 3, norm, tensors);
            Declarations.convolution(prefix + ".conv2", out, width, 3, norm, tensors);
        }
        if (projects()) {
            Declarations.convolution(prefix + ".shortcut", out, in, 1, norm, tensors);
        }
    }
}

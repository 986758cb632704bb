package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The head that draws a soft mask of a detection. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = MaskHeadSpec.InvertedResiduals.class, name = "inverted-residuals"))
public sealed interface MaskHeadSpec {
    /** How the features of a detection are cut out. */
    RoiAlignSpec roiAlign();

    /** Adds the names and shapes of the tensors it needs. */
    void declare(int classes, Map<String, Shape> tensors);

    /**
     * Inverted residual blocks, a transposed 2x2 convolution of stride 2 with ReLU, a 1x1 convolution to one map a class,
     * and a transposed 4x4 convolution of stride 2 for each class by itself: four times the side of the RoIAlign.
     *
     * @param blocks the blocks, in order
     * @param channels output channels of the first transposed convolution
     */
    record InvertedResiduals(RoiAlignSpec roiAlign, List<InvertedResidual> blocks, int channels)
            implements MaskHeadSpec {
        /** Takes the list as it is now. */
        public InvertedResiduals {
            blocks = List.copyOf(blocks);
        }

        @Override
        public void declare(int classes, Map<String, Shape> tensors) {
            Declarations.blocks("mask", blocks, tensors);
            int features = blocks.get(blocks.size() - 1).out();
            tensors.put("mask.deconv.weight", Shape.of(features, channels, 2, 2));
            tensors.put("mask.deconv.bias", Shape.of(channels));
            Declarations.convolution("mask.logits", classes, channels, 1, tensors);
            Declarations.convolution("mask.upsample", classes, 1, 4, tensors);
        }
    }
}

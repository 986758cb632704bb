package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The head that draws a soft mask of a detection. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MaskHeadSpec.InvertedResiduals.class, name = "inverted-residuals"),
    @JsonSubTypes.Type(value = MaskHeadSpec.Convolutions.class, name = "convolutions")
})
public sealed interface MaskHeadSpec {
    /** How the features of a detection are cut out. */
    RoiAlignSpec roiAlign();

    /**
     * Adds the names and shapes of the tensors it needs.
     *
     * @param in channels of the feature maps
     * @param scores how many class scores there are, the background included
     */
    void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors);

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
        public void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors) {
            Declarations.blocks("mask", blocks, tensors);
            int features = blocks.get(blocks.size() - 1).out();
            tensors.put("mask.deconv.weight", Shape.of(features, channels, 2, 2));
            tensors.put("mask.deconv.bias", Shape.of(channels));
            Declarations.convolution("mask.logits", classes.maskCount(scores), channels, 1, NormSpec.NONE, tensors);
            Declarations.convolution("mask.upsample", classes.maskCount(scores), 1, 4, NormSpec.NONE, tensors);
        }
    }

    /**
     * 3x3 convolutions with ReLU, a transposed 2x2 convolution of stride 2 with ReLU, and a 1x1 convolution to one map a
     * class: twice the side of the RoIAlign.
     *
     * @param count how many 3x3 convolutions
     * @param channels that each of them and the transposed convolution give
     * @param norm after each 3x3 convolution
     */
    record Convolutions(RoiAlignSpec roiAlign, int count, int channels, NormSpec norm) implements MaskHeadSpec {
        /** Checks the numbers. */
        public Convolutions {
            if (count < 0 || channels < 1) {
                throw new IllegalArgumentException(
                        "maskHead: count " + count + " must be at least 0, channels " + channels + " at least 1");
            }
        }

        @Override
        public void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors) {
            for (int i = 1; i <= count; i++) {
                Declarations.convolution("mask.conv" + i, channels, i == 1 ? in : channels, 3, norm, tensors);
            }
            tensors.put("mask.deconv.weight", Shape.of(count == 0 ? in : channels, channels, 2, 2));
            tensors.put("mask.deconv.bias", Shape.of(channels));
            int maps = classes.maskCount(scores);
            Declarations.convolution("mask.logits", maps, channels, 1, NormSpec.NONE, tensors);
        }
    }
}

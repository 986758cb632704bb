package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The head of the region proposal network before its two 1x1 convolutions, the same on every level. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RpnHeadSpec.InvertedResiduals.class, name = "inverted-residuals"),
    @JsonSubTypes.Type(value = RpnHeadSpec.Convolutions.class, name = "convolutions"),
    @JsonSubTypes.Type(value = RpnHeadSpec.TwoScores.class, name = "two-scores")
})
public sealed interface RpnHeadSpec {
    /**
     * Adds the names and shapes of the tensors it needs.
     *
     * @param in channels of the feature maps
     * @return channels that it gives
     */
    int declare(int in, Map<String, Shape> tensors);

    /** How many scores each anchor gets: one logit, or two of which the softmax is taken. */
    default int scoresPerAnchor() {
        return 1;
    }

    /**
     * Inverted residual blocks.
     *
     * @param blocks the blocks, in order
     */
    record InvertedResiduals(List<InvertedResidual> blocks) implements RpnHeadSpec {
        /** Takes the list as it is now. */
        public InvertedResiduals {
            blocks = List.copyOf(blocks);
        }

        @Override
        public int declare(int in, Map<String, Shape> tensors) {
            Declarations.blocks("rpn", blocks, tensors);
            return blocks.isEmpty() ? in : blocks.get(blocks.size() - 1).out();
        }
    }

    /**
     * 3x3 convolutions with ReLU.
     *
     * @param count how many
     * @param channels that each gives
     */
    record Convolutions(int count, int channels) implements RpnHeadSpec {
        /** Checks the numbers. */
        public Convolutions {
            if (count < 1 || channels < 1) {
                throw new IllegalArgumentException(
                        "rpn.head: count " + count + " and channels " + channels + " must be at least 1");
            }
        }

        @Override
        public int declare(int in, Map<String, Shape> tensors) {
            for (int i = 1; i <= count; i++) {
                Declarations.convolution("rpn.conv" + i, channels, i == 1 ? in : channels, 3, NormSpec.NONE, tensors);
            }
            return channels;
        }
    }

    /**
     * A 3x3 convolution with ReLU, whose two scores for each anchor, background and object, go through a softmax:
     * Matterport's.
     *
     * @param channels that it gives
     * @param stride of the convolution: anchors stand on every so many cells only; 1 or 2
     * @param asLogit whether the two are handed on as one, object less background, whose sigmoid is the softmax
     */
    record TwoScores(int channels, int stride, boolean asLogit) implements RpnHeadSpec {
        /** Checks the numbers. */
        public TwoScores {
            if (channels < 1 || stride < 1 || stride > 2) {
                throw new IllegalArgumentException(
                        "rpn.head: channels " + channels + " must be at least 1, stride " + stride + " must be 1 or 2");
            }
        }

        @Override
        public int scoresPerAnchor() {
            return 2;
        }

        @Override
        public int declare(int in, Map<String, Shape> tensors) {
            Declarations.convolution("rpn.conv1", channels, in, 3, NormSpec.NONE, tensors);
            return channels;
        }
    }
}

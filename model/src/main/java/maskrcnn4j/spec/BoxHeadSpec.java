package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The head that classifies proposals and refines their boxes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BoxHeadSpec.InvertedResiduals.class, name = "inverted-residuals"),
    @JsonSubTypes.Type(value = BoxHeadSpec.FullyConnected.class, name = "fully-connected"),
    @JsonSubTypes.Type(value = BoxHeadSpec.NormedLayers.class, name = "normed-layers")
})
public sealed interface BoxHeadSpec {
    /** How the features of a proposal are cut out. */
    RoiAlignSpec roiAlign();

    /** What divides dx, dy, dw, dh. */
    List<Double> weights();

    /**
     * Adds the names and shapes of the tensors it needs.
     *
     * @param in channels of the feature maps
     * @param scores how many class scores there are, the background included
     */
    void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors);

    /**
     * Inverted residual blocks, a 1x1 convolution with ReLU, an average over all that is left of the box, and two linear
     * layers: class scores and class-specific deltas (index 4 * class + coordinate).
     *
     * @param blocks the blocks, in order
     * @param channels what the 1x1 convolution reads and gives
     */
    record InvertedResiduals(RoiAlignSpec roiAlign, List<InvertedResidual> blocks, int channels, List<Double> weights)
            implements BoxHeadSpec {
        /** Takes the lists as they are now. */
        public InvertedResiduals {
            blocks = List.copyOf(blocks);
            weights = List.copyOf(weights);
        }

        @Override
        public void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors) {
            Declarations.blocks("box", blocks, tensors);
            Declarations.convolution("box.conv", channels, channels, 1, NormSpec.NONE, tensors);
            Declarations.linear("box.cls", scores, channels, tensors);
            Declarations.linear("box.reg", 4 * classes.boxCount(scores), channels, tensors);
        }
    }

    /**
     * 3x3 convolutions with ReLU, fully connected layers with ReLU, and two linear layers: class scores and deltas (index
     * 4 * output of the class + coordinate).
     *
     * @param convolutions how many convolutions: 0, or 4 in later recipes
     * @param channels that each convolution gives
     * @param norm after each convolution
     * @param layers how many fully connected layers: 2, or 1 after convolutions
     * @param features that each fully connected layer gives
     */
    record FullyConnected(
            RoiAlignSpec roiAlign,
            int convolutions,
            int channels,
            NormSpec norm,
            int layers,
            int features,
            List<Double> weights)
            implements BoxHeadSpec {
        /** Checks the numbers. */
        public FullyConnected {
            weights = List.copyOf(weights);
            if (convolutions < 0 || layers < 1 || channels < 1 || features < 1) {
                throw new IllegalArgumentException(
                        "boxHead: convolutions " + convolutions + " must be at least 0, layers " + layers
                                + ", channels " + channels + " and features " + features + " at least 1");
            }
        }

        @Override
        public void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors) {
            int given = in;
            for (int i = 1; i <= convolutions; i++) {
                Declarations.convolution("box.conv" + i, channels, given, 3, norm, tensors);
                given = channels;
            }
            given *= roiAlign.size() * roiAlign.size();
            for (int i = 1; i <= layers; i++) {
                Declarations.linear("box.fc" + i, features, given, tensors);
                given = features;
            }
            Declarations.linear("box.cls", scores, given, tensors);
            Declarations.linear("box.reg", 4 * classes.boxCount(scores), given, tensors);
        }
    }

    /**
     * A convolution over the whole box and 1x1 convolutions, each with normalisation and ReLU, and two linear layers, class
     * scores and deltas (index 4 * output of the class + coordinate): fully connected layers as Matterport has them.
     *
     * @param layers how many convolutions
     * @param features that each gives
     * @param norm after each
     */
    record NormedLayers(RoiAlignSpec roiAlign, int layers, int features, NormSpec norm, List<Double> weights)
            implements BoxHeadSpec {
        /** Checks the numbers. */
        public NormedLayers {
            weights = List.copyOf(weights);
            if (layers < 1 || features < 1) {
                throw new IllegalArgumentException(
                        "boxHead: layers " + layers + " and features " + features + " must be at least 1");
            }
        }

        @Override
        public void declare(int in, int scores, ClassRule classes, Map<String, Shape> tensors) {
            for (int i = 1; i <= layers; i++) {
                Declarations.convolution(
                        "box.fc" + i, features, i == 1 ? in : features, i == 1 ? roiAlign.size() : 1, norm, tensors);
            }
            Declarations.linear("box.cls", scores, features, tensors);
            Declarations.linear("box.reg", 4 * classes.boxCount(scores), features, tensors);
        }
    }
}

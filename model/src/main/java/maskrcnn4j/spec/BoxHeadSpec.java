package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The head that classifies proposals and refines their boxes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = BoxHeadSpec.InvertedResiduals.class, name = "inverted-residuals"))
public sealed interface BoxHeadSpec {
    /** How the features of a proposal are cut out. */
    RoiAlignSpec roiAlign();

    /** What divides dx, dy, dw, dh. */
    List<Double> weights();

    /** Adds the names and shapes of the tensors it needs. */
    void declare(int classes, Map<String, Shape> tensors);

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
        public void declare(int classes, Map<String, Shape> tensors) {
            Declarations.blocks("box", blocks, tensors);
            Declarations.convolution("box.conv", channels, channels, 1, tensors);
            Declarations.linear("box.cls", classes, channels, tensors);
            Declarations.linear("box.reg", 4 * classes, channels, tensors);
        }
    }
}

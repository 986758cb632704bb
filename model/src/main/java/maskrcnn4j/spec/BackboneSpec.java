package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** The trunk that turns the network input into feature maps. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = BackboneSpec.MobileTrunk.class, name = "mobile-trunk"))
public sealed interface BackboneSpec {
    /** Adds the names and shapes of the tensors it needs. */
    void declare(Map<String, Shape> tensors);

    /**
     * A 3x3 convolution of stride 2 with ReLU, then inverted residual blocks; one feature map.
     *
     * @param stemChannels output channels of the first convolution
     * @param blocks the blocks, in order
     */
    record MobileTrunk(int stemChannels, List<InvertedResidual> blocks) implements BackboneSpec {
        /** Checks that the blocks fit each other. */
        public MobileTrunk {
            blocks = List.copyOf(blocks);
            int channels = stemChannels;
            for (int i = 0; i < blocks.size(); i++) {
                if (blocks.get(i).in() != channels) {
                    throw new IllegalArgumentException("backbone.blocks[" + i + "].in is "
                            + blocks.get(i).in() + ", what comes before it gives " + channels + " channels");
                }
                channels = blocks.get(i).out();
            }
        }

        /** Pixels of the network input per pixel of the feature map. */
        public int stride() {
            return blocks.stream().mapToInt(InvertedResidual::stride).reduce(2, (a, b) -> a * b);
        }

        @Override
        public void declare(Map<String, Shape> tensors) {
            Declarations.convolution("backbone.stem", stemChannels, 3, 3, tensors);
            Declarations.blocks("backbone", blocks, tensors);
        }
    }
}

package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** What turns the network input into feature maps. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BackboneSpec.MobileTrunk.class, name = "mobile-trunk"),
    @JsonSubTypes.Type(value = BackboneSpec.FeaturePyramid.class, name = "fpn")
})
public sealed interface BackboneSpec {
    /** Channels of the network input. */
    int inputChannels();

    /** Channels of every feature map. */
    int channels();

    /** Pixels of the network input per pixel of each feature map, finest first. */
    List<Integer> strides();

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

        @Override
        public int inputChannels() {
            return 3;
        }

        @Override
        public int channels() {
            return blocks.isEmpty()
                    ? stemChannels
                    : blocks.get(blocks.size() - 1).out();
        }

        @Override
        public List<Integer> strides() {
            return List.of(blocks.stream().mapToInt(InvertedResidual::stride).reduce(2, (a, b) -> a * b));
        }

        @Override
        public void declare(Map<String, Shape> tensors) {
            Declarations.convolution("backbone.stem", stemChannels, 3, 3, NormSpec.NONE, tensors);
            Declarations.blocks("backbone", blocks, tensors);
        }
    }

    /**
     * A feature pyramid (Lin et al. 2017): every level of a trunk through a 1x1 convolution, the next coarser level added
     * (nearest neighbours, to the level's exact size), a 3x3 convolution; and coarser levels by max pooling with kernel 1 and
     * stride 2 (every second pixel).
     *
     * @param trunk the bottom-up part
     * @param channels of every level of the pyramid
     * @param norm after the 1x1 and the 3x3 convolutions
     * @param pooledLevels how many levels are pooled from the coarsest: 1 makes P6 of P5
     */
    record FeaturePyramid(TrunkSpec trunk, int channels, NormSpec norm, int pooledLevels) implements BackboneSpec {
        /** Checks the sizes. */
        public FeaturePyramid {
            if (channels < 1 || pooledLevels < 0) {
                throw new IllegalArgumentException("backbone: channels " + channels
                        + " must be at least 1, pooledLevels " + pooledLevels + " at least 0");
            }
        }

        @Override
        public int inputChannels() {
            return trunk.inputChannels();
        }

        @Override
        public List<Integer> strides() {
            List<Integer> strides = new ArrayList<>();
            trunk.levels().forEach(level -> strides.add(level.stride()));
            for (int i = 0; i < pooledLevels; i++) {
                strides.add(2 * strides.get(strides.size() - 1));
            }
            return strides;
        }

        /** The number in a level's name: 2 for stride 4, 3 for stride 8, ... */
        public static int number(int stride) {
            return Integer.numberOfTrailingZeros(stride);
        }

        @Override
        public void declare(Map<String, Shape> tensors) {
            trunk.declare(tensors);
            for (TrunkSpec.Level level : trunk.levels()) {
                int number = number(level.stride());
                Declarations.convolution("fpn.lateral" + number, channels, level.channels(), 1, norm, tensors);
                Declarations.convolution("fpn.output" + number, channels, channels, 3, norm, tensors);
            }
        }
    }
}

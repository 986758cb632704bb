package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** A classification network without its last layers: the bottom-up part of a feature pyramid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrunkSpec.ResNet.class, name = "resnet"),
    @JsonSubTypes.Type(value = TrunkSpec.MobileNet.class, name = "mobilenet")
})
public sealed interface TrunkSpec {
    /** Channels of the network input. */
    int inputChannels();

    /** What it hands to the pyramid, finest first: C2, C3, C4, C5 of a ResNet. */
    List<Level> levels();

    /** Adds the names and shapes of the tensors it needs. */
    void declare(Map<String, Shape> tensors);

    /**
     * One of a trunk's feature maps.
     *
     * @param channels how many
     * @param stride pixels of the network input per pixel of the map
     */
    record Level(int channels, int stride) {}

    /**
     * ResNet (He et al. 2015), ResNeXt (Xie et al. 2016) and wide ResNet (Zagoruyko and Komodakis 2016): a 7x7 convolution
     * of stride 2, a 3x3 max pool of stride 2, and four stages of residual blocks.
     *
     * @param inputChannels channels of the network input
     * @param stemChannels output channels of the first convolution; stage s starts from {@code stemChannels 2^(s-1)}
     * @param block the kind of residual block
     * @param blocks how many blocks each stage has
     * @param groups of the 3x3 convolutions in bottleneck blocks: 32 in ResNeXt, 1 otherwise
     * @param widthPerGroup channels of each group in the first stage: 64 in ResNet, 4 or 8 in ResNeXt, 128 in wide ResNet
     * @param strideIn1x1 whether a stage's stride stands in the first 1x1 convolution of its first block (MSRA's weights)
     *     and not in the 3x3 one (torchvision's)
     * @param norm after every convolution
     * @param stemPool how the max pool meets the borders
     */
    record ResNet(
            int inputChannels,
            int stemChannels,
            Block block,
            List<Integer> blocks,
            int groups,
            int widthPerGroup,
            boolean strideIn1x1,
            NormSpec norm,
            StemPool stemPool)
            implements TrunkSpec {
        /** How the 3x3 max pool of stride 2 meets the borders. */
        public enum StemPool {
            /** It reaches over all of them by one pixel, which never wins. */
            ALL_SIDES,
            /** It begins with the first pixel and reaches over the right and lower ones: TensorFlow's SAME on even sizes. */
            FAR_SIDES
        }

        /** Residual blocks. */
        public enum Block {
            /** Two 3x3 convolutions. */
            BASIC,
            /** 1x1, 3x3 and 1x1, whose output has four times the channels. */
            BOTTLENECK
        }

        /** Checks the sizes. */
        public ResNet {
            blocks = List.copyOf(blocks);
            if (inputChannels < 1 || stemChannels < 1 || groups < 1 || widthPerGroup < 1) {
                throw new IllegalArgumentException("backbone.trunk: inputChannels " + inputChannels + ", stemChannels "
                        + stemChannels + ", groups " + groups + ", widthPerGroup " + widthPerGroup
                        + ": every number must be at least 1");
            }
            if (blocks.isEmpty() || blocks.stream().anyMatch(count -> count < 1)) {
                throw new IllegalArgumentException(
                        "backbone.trunk.blocks is " + blocks + ": every stage needs at least 1 block");
            }
            if (block == Block.BASIC && (groups != 1 || strideIn1x1)) {
                throw new IllegalArgumentException(
                        "backbone.trunk: basic blocks have neither groups nor a 1x1 convolution with a stride");
            }
        }

        /** With a pool that reaches over all sides. */
        public ResNet(
                int inputChannels,
                int stemChannels,
                Block block,
                List<Integer> blocks,
                int groups,
                int widthPerGroup,
                boolean strideIn1x1,
                NormSpec norm) {
            this(
                    inputChannels,
                    stemChannels,
                    block,
                    blocks,
                    groups,
                    widthPerGroup,
                    strideIn1x1,
                    norm,
                    StemPool.ALL_SIDES);
        }

        /** The blocks of a stage, in order. */
        public List<ResidualBlock> stage(int stage) {
            int base = stemChannels << stage;
            int out = block == Block.BASIC ? base : 4 * base;
            int width = block == Block.BASIC ? base : (int) ((long) base * widthPerGroup / 64) * groups;
            int in = stage == 0 ? stemChannels : block == Block.BASIC ? base / 2 : 2 * base;
            List<ResidualBlock> chain = new ArrayList<>();
            for (int i = 0; i < blocks.get(stage); i++) {
                int stride = i == 0 && stage > 0 ? 2 : 1;
                chain.add(new ResidualBlock(
                        i == 0 ? in : out, width, out, stride, block == Block.BOTTLENECK, groups, strideIn1x1));
            }
            return chain;
        }

        @Override
        public List<Level> levels() {
            List<Level> levels = new ArrayList<>();
            for (int stage = 0; stage < blocks.size(); stage++) {
                levels.add(new Level(stage(stage).get(0).out(), 4 << stage));
            }
            return levels;
        }

        @Override
        public void declare(Map<String, Shape> tensors) {
            Declarations.convolution("backbone.stem", stemChannels, inputChannels, 7, norm, tensors);
            for (int stage = 0; stage < blocks.size(); stage++) {
                List<ResidualBlock> chain = stage(stage);
                for (int i = 0; i < chain.size(); i++) {
                    chain.get(i).declare("backbone.stage" + (stage + 1) + "." + i, norm, tensors);
                }
            }
        }
    }

    /**
     * MobileNetV2 (Sandler et al. 2018) and V3 (Howard et al. 2019): a 3x3 convolution of stride 2, inverted residual blocks,
     * and a 1x1 convolution.
     *
     * @param inputChannels channels of the network input
     * @param stemChannels output channels of the first convolution
     * @param stemActivation after the first and the last convolution
     * @param blocks the blocks, in order
     * @param lastChannels output channels of the last convolution
     * @param norm after every convolution
     */
    record MobileNet(
            int inputChannels,
            int stemChannels,
            Activation stemActivation,
            List<MobileBlock> blocks,
            int lastChannels,
            NormSpec norm)
            implements TrunkSpec {
        /** Checks that the blocks fit each other. */
        public MobileNet {
            blocks = List.copyOf(blocks);
            int channels = stemChannels;
            for (int i = 0; i < blocks.size(); i++) {
                if (blocks.get(i).in() != channels) {
                    throw new IllegalArgumentException("backbone.trunk.blocks[" + i + "].in is "
                            + blocks.get(i).in() + ", what comes before it gives " + channels + " channels");
                }
                channels = blocks.get(i).out();
            }
            if (inputChannels < 1 || lastChannels < 1 || blocks.isEmpty()) {
                throw new IllegalArgumentException("backbone.trunk: inputChannels " + inputChannels + ", lastChannels "
                        + lastChannels + " and the number of blocks, " + blocks.size() + ", must be at least 1");
            }
        }

        /** Whether the map after block {@code i} is a level: the last of its stride, from stride 4 on. */
        public boolean endsLevel(int i) {
            return i < blocks.size() - 1 && blocks.get(i + 1).stride() > 1 && strideAfter(i) >= 4;
        }

        private int strideAfter(int block) {
            return blocks.subList(0, block + 1).stream()
                    .mapToInt(MobileBlock::stride)
                    .reduce(2, (a, b) -> a * b);
        }

        @Override
        public List<Level> levels() {
            List<Level> levels = new ArrayList<>();
            for (int i = 0; i < blocks.size(); i++) {
                if (endsLevel(i)) {
                    levels.add(new Level(blocks.get(i).out(), strideAfter(i)));
                }
            }
            levels.add(new Level(lastChannels, strideAfter(blocks.size() - 1)));
            return levels;
        }

        @Override
        public void declare(Map<String, Shape> tensors) {
            Declarations.convolution("backbone.stem", stemChannels, inputChannels, 3, norm, tensors);
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i).declare("backbone.block" + i, norm, tensors);
            }
            int channels = blocks.get(blocks.size() - 1).out();
            Declarations.convolution("backbone.last", lastChannels, channels, 1, norm, tensors);
        }
    }
}

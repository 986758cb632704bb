package maskrcnn4j.spec;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.spec.TrunkSpec.MobileNet;
import maskrcnn4j.spec.TrunkSpec.ResNet;

/** The trunks that have names, with three input channels and the stride in the 3x3 convolutions. */
public final class Trunks {
    private Trunks() {}

    /**
     * ResNet (He et al. 2015).
     *
     * @param depth 18, 34, 50, 101 or 152
     * @throws IllegalArgumentException for another depth
     */
    public static ResNet resNet(int depth, NormSpec norm) {
        return switch (depth) {
            case 18 -> basic(List.of(2, 2, 2, 2), norm);
            case 34 -> basic(List.of(3, 4, 6, 3), norm);
            case 50, 101, 152 -> bottleneck(depth, 1, 64, norm);
            default ->
                throw new IllegalArgumentException(
                        "ResNet-" + depth + " is unknown: choose 18, 34, 50, 101 or 152 layers");
        };
    }

    /**
     * ResNeXt (Xie et al. 2016): ResNeXt-50 32x4d, ResNeXt-101 32x8d and 64x4d, for example.
     *
     * @param depth 50, 101 or 152
     * @param groups of the 3x3 convolutions
     * @param widthPerGroup channels of each group in the first stage
     */
    public static ResNet resNeXt(int depth, int groups, int widthPerGroup, NormSpec norm) {
        return bottleneck(depth, groups, widthPerGroup, norm);
    }

    /** Wide ResNet-50-2 (Zagoruyko and Komodakis 2016): twice the channels inside of the blocks. */
    public static ResNet wideResNet50(NormSpec norm) {
        return bottleneck(50, 1, 128, norm);
    }

    /** MobileNetV2 (Sandler et al. 2018), of width 1. */
    public static MobileNet mobileNetV2(NormSpec norm) {
        List<MobileBlock> blocks = new ArrayList<>();
        // expansion, output channels, how many, stride of the first: table 2 of the paper
        int[][] rows = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        int in = 32;
        for (int[] row : rows) {
            for (int i = 0; i < row[2]; i++) {
                blocks.add(new MobileBlock(in, 3, row[0] * in, row[1], i == 0 ? row[3] : 1, 0, Activation.RELU6));
                in = row[1];
            }
        }
        return new MobileNet(3, 32, Activation.RELU6, blocks, 1280, norm);
    }

    /** MobileNetV3-Large (Howard et al. 2019, table 1). */
    public static MobileNet mobileNetV3Large(NormSpec norm) {
        // kernel, expanded, out, stride, squeezed, whether hard swish
        int[][] rows = {
            {3, 16, 16, 1, 0, 0}, {3, 64, 24, 2, 0, 0}, {3, 72, 24, 1, 0, 0}, {5, 72, 40, 2, 24, 0},
            {5, 120, 40, 1, 32, 0}, {5, 120, 40, 1, 32, 0}, {3, 240, 80, 2, 0, 1}, {3, 200, 80, 1, 0, 1},
            {3, 184, 80, 1, 0, 1}, {3, 184, 80, 1, 0, 1}, {3, 480, 112, 1, 120, 1}, {3, 672, 112, 1, 168, 1},
            {5, 672, 160, 2, 168, 1}, {5, 960, 160, 1, 240, 1}, {5, 960, 160, 1, 240, 1}
        };
        return mobileNetV3(rows, 960, norm);
    }

    /** MobileNetV3-Small (Howard et al. 2019, table 2). */
    public static MobileNet mobileNetV3Small(NormSpec norm) {
        int[][] rows = {
            {3, 16, 16, 2, 8, 0}, {3, 72, 24, 2, 0, 0}, {3, 88, 24, 1, 0, 0}, {5, 96, 40, 2, 24, 1},
            {5, 240, 40, 1, 64, 1}, {5, 240, 40, 1, 64, 1}, {5, 120, 48, 1, 32, 1}, {5, 144, 48, 1, 40, 1},
            {5, 288, 96, 2, 72, 1}, {5, 576, 96, 1, 144, 1}, {5, 576, 96, 1, 144, 1}
        };
        return mobileNetV3(rows, 576, norm);
    }

    private static MobileNet mobileNetV3(int[][] rows, int last, NormSpec norm) {
        List<MobileBlock> blocks = new ArrayList<>();
        int in = 16;
        for (int[] row : rows) {
            blocks.add(new MobileBlock(
                    in, row[0], row[1], row[2], row[3], row[4], row[5] == 1 ? Activation.HARD_SWISH : Activation.RELU));
            in = row[2];
        }
        return new MobileNet(3, 16, Activation.HARD_SWISH, blocks, last, norm);
    }

    private static ResNet basic(List<Integer> blocks, NormSpec norm) {
        return new ResNet(3, 64, ResNet.Block.BASIC, blocks, 1, 64, false, norm);
    }

    private static ResNet bottleneck(int depth, int groups, int widthPerGroup, NormSpec norm) {
        List<Integer> blocks = switch (depth) {
            case 50 -> List.of(3, 4, 6, 3);
            case 101 -> List.of(3, 4, 23, 3);
            case 152 -> List.of(3, 8, 36, 3);
            default ->
                throw new IllegalArgumentException(
                        "a bottleneck ResNet of " + depth + " layers is unknown: choose 50, 101 or 152");
        };
        return new ResNet(3, 64, ResNet.Block.BOTTLENECK, blocks, groups, widthPerGroup, false, norm);
    }
}

package maskrcnn4j.training.report;

import java.util.List;
import java.util.stream.Collectors;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.text.Counted;

/** What a spec says, in the words of the papers. */
final class SpecWords {
    private SpecWords() {}

    /** Trunk and pyramid, for example {@code ResNet-50 under a pyramid of 256 channels}. */
    static String network(ModelSpec spec) {
        return spec.backbone() instanceof BackboneSpec.FeaturePyramid pyramid
                ? trunk(pyramid.trunk()) + " under a pyramid of " + pyramid.channels() + " channels, a pixel for every "
                        + strides(pyramid)
                : "inverted residual blocks that end in one feature map of "
                        + spec.backbone().channels() + " channels, a pixel for every " + strides(spec.backbone());
    }

    private static String strides(BackboneSpec backbone) {
        return backbone.strides().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String trunk(TrunkSpec trunk) {
        return trunk instanceof TrunkSpec.ResNet resnet ? resNet(resnet) : "MobileNet";
    }

    /** Named by its layers, as the papers do: the stem, those of the blocks, and the classifier that is left out here. */
    private static String resNet(TrunkSpec.ResNet resnet) {
        boolean bottleneck = resnet.block() == TrunkSpec.ResNet.Block.BOTTLENECK;
        List<Integer> blocks = resnet.blocks();
        int layers = 2
                + (bottleneck ? 3 : 2)
                        * blocks.stream().mapToInt(Integer::intValue).sum();
        String name = (resnet.groups() > 1 ? "ResNeXt-" : "ResNet-") + layers;
        String width = resnet.groups() > 1
                ? " " + resnet.groups() + "x" + resnet.widthPerGroup() + "d"
                : resnet.widthPerGroup() != 64
                        ? " with " + resnet.widthPerGroup() + " channels in its first blocks"
                        : "";
        return name
                + width
                + (resnet.stemChannels() == 64 ? "" : " with a stem of " + resnet.stemChannels() + " channels");
    }

    /** The size of pictures in the network. */
    static String size(ImageSpec image) {
        return image.frame().isPresent()
                ? "every picture in a frame of one size"
                : "short side " + Counted.number(image.resize().shortSide()) + " pixels, long side at most "
                        + Counted.number(image.resize().longSide());
    }
}

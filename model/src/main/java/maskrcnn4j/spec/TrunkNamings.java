package maskrcnn4j.spec;

import java.util.List;

/** How files name a trunk that is on its own: classifiers, and what was cut out of them. */
final class TrunkNamings {
    private TrunkNamings() {}

    /** All that are known. */
    static List<WeightNaming> all() {
        return List.of(torchvision(), detectron2(), Caffe2Naming.trunk(), new MatterportNaming());
    }

    /** torchvision's and timm's ResNets. */
    static NameRules torchvision() {
        return NameRules.builder()
                .normed("backbone.stem", "conv1", "bn1")
                .normed("backbone.stage{s}.{b}.conv{i}", "layer{s}.{b}.conv{i}", "layer{s}.{b}.bn{i}")
                .normed("backbone.stage{s}.{b}.shortcut", "layer{s}.{b}.downsample.0", "layer{s}.{b}.downsample.1")
                .ignore("fc\\.(weight|bias)")
                .ignore(".*\\.num_batches_tracked")
                .build();
    }

    /** torchvision's ResNets as detectron2's converter writes them. */
    static NameRules detectron2() {
        return NameRules.builder()
                .normed("backbone.stem", "stem.conv1", "stem.conv1.norm")
                .normed("backbone.stage{s}.{b}.conv{i}", "res{s+1}.{b}.conv{i}", "res{s+1}.{b}.conv{i}.norm")
                .normed("backbone.stage{s}.{b}.shortcut", "res{s+1}.{b}.shortcut", "res{s+1}.{b}.shortcut.norm")
                .ignore("(stem\\.)?fc\\.(weight|bias)")
                .ignore(".*\\.num_batches_tracked")
                .build();
    }
}

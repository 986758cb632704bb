package maskrcnn4j.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that files have beside those of the presets. */
class ForeignNamesTest {

    @ParameterizedTest
    @CsvSource({
        "conv1_w, backbone.stem.weight",
        "res_conv1_bn_s, backbone.stem.norm.weight",
        "res2_0_branch2a_w, backbone.stage1.0.conv1.weight",
        "res4_22_branch2c_bn_b, backbone.stage3.22.conv3.norm.bias",
        "res5_0_branch1_bn_s, backbone.stage4.0.shortcut.norm.weight",
        "fpn_inner_res2_2_sum_lateral_w, fpn.lateral2.weight",
        "fpn_inner_res5_2_sum_b, fpn.lateral5.bias",
        "fpn_res4_22_sum_w, fpn.output4.weight",
        "conv_rpn_fpn2_w, rpn.conv1.weight",
        "rpn_bbox_pred_fpn2_b, rpn.deltas.bias",
        "fc7_w, box.fc2.weight",
        "_[mask]_fcn4_b, mask.conv4.bias",
        "conv5_mask_w, mask.deconv.weight",
    })
    void blobsOfDetectronHaveTheirPlace(String theirs, String ours) {
        WeightNaming naming = Presets.named("detectron2-r50-fpn").naming();
        assertThat(naming.rename(theirs)).contains(new WeightNaming.Renamed(ours, WeightNaming.Layout.SAME));
    }

    @Test
    void detectronsBackgroundMovesFromFirstToLastOrAway() throws IOException {
        NamedTensors blobs = NamedTensors.builder()
                .add("cls_score_b", Shape.of(3), new float[] {1, 2, 3})
                .add("cls_score_w", Shape.of(3, 2), new float[] {1, 1, 2, 2, 3, 3})
                .add("bbox_pred_b", Shape.of(12), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
                .add("mask_fcn_logits_w", Shape.of(3, 2, 1, 1), new float[] {1, 1, 2, 2, 3, 3})
                .build();
        RenamedTensors ours = new RenamedTensors(blobs, Caffe2Naming.model());
        assertThat(ours.floats("box.cls.bias")).containsExactly(2, 3, 1);
        assertThat(ours.floats("box.cls.weight")).containsExactly(2, 2, 3, 3, 1, 1);
        assertThat(ours.floats("box.reg.bias")).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(ours.floats("mask.logits.weight")).containsExactly(2, 2, 3, 3);
        assertThat(ours.tensor("mask.logits.weight").shape()).isEqualTo(Shape.of(2, 2, 1, 1));
    }

    @Test
    void whatTrainingLeavesInBlobsIsNoTensorOfTheModel() {
        for (String name : List.of("conv1_w_momentum", "fc1000_w", "pred_b", "lr")) {
            assertThat(Caffe2Naming.model().ignores(name)).as(name).isTrue();
            assertThat(Caffe2Naming.model().rename(name)).as(name).isEmpty();
        }
    }

    @Test
    void everyTensorOfATrunkHasANameInEveryClassifier() {
        Set<String> trunk = new LinkedHashSet<>();
        ExpectedTensors.of(Presets.named("torchvision-v1").spec(), 2).keySet().stream()
                .filter(name -> name.startsWith("backbone."))
                .forEach(trunk::add);
        for (NameRules rules : List.of(TrunkNamings.torchvision(), TrunkNamings.detectron2())) {
            for (String ours : trunk) {
                assertThat(rules.foreign(ours).flatMap(rules::rename).map(WeightNaming.Renamed::name))
                        .contains(ours);
            }
        }
        assertThat(TrunkNamings.torchvision().foreign("backbone.stage1.0.shortcut.norm.mean"))
                .contains("layer1.0.downsample.1.running_mean");
        assertThat(TrunkNamings.detectron2().foreign("backbone.stage1.0.shortcut.norm.mean"))
                .contains("res2.0.shortcut.norm.running_mean");
    }

    @Test
    void whatStandsInFrontOfAllNamesIsPassedOver() {
        assertThat(PrefixedNaming.common(List.of("module.a.b", "module.a.c"))).isEqualTo("module.a.");
        assertThat(PrefixedNaming.common(List.of("module.ab", "module.ac"))).isEqualTo("module.");
        assertThat(PrefixedNaming.common(List.of("a", "b"))).isEmpty();
        WeightNaming naming = new PrefixedNaming("module.", TrunkNamings.torchvision());
        assertThat(naming.rename("module.conv1.weight").map(WeightNaming.Renamed::name))
                .contains("backbone.stem.weight");
        assertThat(naming.foreign("backbone.stem.weight")).isEqualTo(Optional.of("module.conv1.weight"));
        assertThat(naming.ignores("module.fc.bias")).isTrue();
    }

    @Test
    void normsThatAreOnlyAFactorAndAnOffsetGetStatisticsThatChangeNothing(@TempDir Path folder) throws IOException {
        ModelSpec spec = SmallModel.spec("detectron2-r50-fpn");
        List<ModelCategory> classes = SmallModel.categories("a");
        NamedTensors all = SmallModel.tensors(spec, classes, name -> 7);
        NamedTensors.Builder file = NamedTensors.builder();
        all.tensors().values().stream()
                .filter(info -> !info.name().endsWith(".mean") && !info.name().endsWith(".var"))
                .forEach(info -> file.add(info.name(), info.shape(), new float[(int) info.elements()]));
        Path path = folder.resolve("f.safetensors");
        SafetensorsWriter.write(path, file.build(), new Checkpoint(spec, classes, Map.of()).toMetadata());
        try (ModelWeights weights = ModelWeights.open(path, ModelOptions.NONE)) {
            assertThat(weights.report().complete()).isTrue();
            assertThat(weights.tensors().floats("backbone.stem.norm.var")).containsOnly(1);
            assertThat(weights.tensors().floats("backbone.stem.norm.mean")).containsOnly(0);
            assertThat(weights.report().lines()).anyMatch(line -> line.contains("norms have no statistics"));
        }
    }
}

package maskrcnn4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    /** All but MaskRCNN2Go, whose file keeps some tensors in another layout. */
    static Stream<String> names() {
        return Presets.names().stream().filter(name -> !name.equals("mask2go"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileUnderAFamilysNamesIsRecognisedWhateverItsNumberOfClasses(String name) {
        Preset preset = Presets.named(name);
        for (int outputs : new int[] {2, preset.categories().size() + 1}) {
            // A modern preset reads the same files in other conventions: nobody can tell but who asks for it.
            assertThat(Presets.recognise(foreignFile(preset, outputs)).map(Preset::name))
                    .contains(name.replace("-modern", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesReadBackAsWritten(String name) {
        WeightNaming naming = Presets.named(name).naming();
        for (String ours : ExpectedTensors.of(Presets.named(name).spec(), 3).keySet()) {
            assertThat(naming.foreign(ours).flatMap(naming::rename).map(WeightNaming.Renamed::name))
                    .contains(ours);
        }
    }

    @Test
    void everySpecReadsBackAsWritten() {
        for (String name : Presets.names()) {
            Checkpoint written = new Checkpoint(
                    Presets.named(name).spec(), Presets.named(name).categories(), Map.of());
            assertThat(Checkpoint.fromMetadata(written.toMetadata())).isEqualTo(written);
        }
    }

    @Test
    void anchorsStandWhereTheHeadComputes() {
        ModelSpec spec = Presets.named("matterport-r50").spec();
        assertThat(spec.with(Map.of("anchors.every", "2", "rpn.head.stride", "2"))
                        .anchors()
                        .every())
                .isEqualTo(2);
        for (String one : List.of("anchors.every", "rpn.head.stride")) {
            assertThatThrownBy(() -> spec.with(Map.of(one, "2"))).hasMessageContaining("both must be the same");
        }
    }

    @Test
    void parametersCountAsThePublishedModelsDo() {
        assertThat(values("torchvision-v1", 91)).isEqualTo(44_401_393 + 53_120); // and those of the frozen norms
        assertThat(values("torchvision-v2", 91)).isEqualTo(46_359_409);
    }

    /** Without running statistics, which are buffers. */
    private static long values(String preset, int outputs) {
        return ExpectedTensors.of(Presets.named(preset).spec(), outputs).entrySet().stream()
                .filter(tensor ->
                        !tensor.getKey().endsWith(".mean") && !tensor.getKey().endsWith(".var"))
                .mapToLong(tensor -> tensor.getValue().elements())
                .sum();
    }

    @Test
    void filesOfTorchvisionBeforeAndAfterItRenamedItsModulesAreOneFamily() {
        WeightNaming naming = Presets.named("torchvision-v1").naming();
        assertThat(renamed(naming, "backbone.fpn.inner_blocks.3.weight")).contains("fpn.lateral5.weight");
        assertThat(renamed(naming, "backbone.fpn.inner_blocks.3.0.weight")).contains("fpn.lateral5.weight");
        assertThat(renamed(naming, "rpn.head.conv.bias")).contains("rpn.conv1.bias");
        assertThat(renamed(naming, "rpn.head.conv.0.0.bias")).contains("rpn.conv1.bias");
        assertThat(renamed(naming, "roi_heads.mask_head.mask_fcn2.weight")).contains("mask.conv2.weight");
        assertThat(renamed(naming, "roi_heads.mask_head.1.0.weight")).contains("mask.conv2.weight");
        assertThat(renamed(naming, "backbone.body.bn1.running_var")).contains("backbone.stem.norm.var");
        assertThat(naming.ignores("backbone.body.bn1.num_batches_tracked")).isTrue();
    }

    @Test
    void detectron2CountsStagesFromTwoAndNamesTwoRpnConvolutionsFromZero() {
        WeightNaming lsj = Presets.named("detectron2-r50-fpn-lsj").naming();
        assertThat(renamed(lsj, "proposal_generator.rpn_head.conv.conv0.weight"))
                .contains("rpn.conv1.weight");
        assertThat(renamed(lsj, "backbone.bottom_up.res2.0.shortcut.norm.running_mean"))
                .contains("backbone.stage1.0.shortcut.norm.mean");
    }

    @Test
    void idsThatCocoDoesNotUseHaveOutputsInTorchvisionsModels() {
        assertThat(Presets.named("torchvision-v1").categories()).hasSize(90);
        assertThat(Presets.named("torchvision-v1").categories().get(89)).isEqualTo(new ModelCategory(90, "toothbrush"));
        assertThat(Presets.named("detectron2-r50-fpn").categories()).hasSize(80);
    }

    private static Optional<String> renamed(WeightNaming naming, String theirs) {
        return naming.rename(theirs).map(WeightNaming.Renamed::name);
    }

    /** The tensors of a family's file, without their values. */
    private static TensorSource foreignFile(Preset preset, int outputs) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        ExpectedTensors.of(preset.spec(), outputs).forEach((ours, shape) -> {
            String theirs = preset.naming().foreign(ours).orElseThrow();
            tensors.put(theirs, new TensorInfo(theirs, TensorType.F32, shape));
        });
        return new TensorSource() {
            @Override
            public Map<String, TensorInfo> tensors() {
                return tensors;
            }

            @Override
            public void read(String name, long offset, ByteBuffer target) {
                throw new UnsupportedOperationException();
            }
        };
    }
}

package maskrcnn4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.hdf5.KerasWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras files of Matterport's network, made small by settings. */
class MatterportFilesTest {
    private static final Map<String, String> SMALL = Map.of(
            "backbone.trunk.stemChannels", "4",
            "backbone.channels", "4",
            "rpn.head.channels", "4",
            "boxHead.features", "6",
            "maskHead.channels", "4");

    @TempDir
    Path folder;

    private ModelOptions options(String preset) throws IOException {
        Path classes = Files.write(folder.resolve("classes.txt"), List.of("cat", "dog"));
        return new ModelOptions(Optional.of(preset), Optional.of(classes), SMALL);
    }

    private NamedTensors tensors(Predicate<String> which) {
        ModelSpec spec = SpecSettings.apply(Presets.named("matterport-r50").spec(), SMALL);
        NamedTensors.Builder tensors = NamedTensors.builder();
        Random random = new Random(5);
        ExpectedTensors.of(spec, 3).forEach((name, shape) -> {
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            if (which.test(name)) {
                tensors.add(name, shape, values);
            }
        });
        return tensors.build();
    }

    private Path kerasFile(NamedTensors ours) throws IOException {
        Path file = folder.resolve("keras.h5");
        KerasWriter.write(file, new KerasTensors(ours, ours.tensors().keySet()), Map.of("backend", "tensorflow"));
        return file;
    }

    @Test
    void aModelComesBackFromAKerasFileToTheLastBit() throws IOException {
        NamedTensors ours = tensors(name -> true);
        Path file = kerasFile(ours);
        try (ModelWeights weights = ModelWeights.open(file, options("matterport-r50"))) {
            weights.report().requireComplete();
            assertThat(weights.report().unused()).isEmpty();
            for (TensorInfo info : ours.tensors().values()) {
                assertThat(weights.tensors().floats(info.name()))
                        .as(info.name())
                        .isEqualTo(ours.floats(info.name()));
            }
            Path again = folder.resolve("again.h5");
            weights.saveKeras(again);
            try (WeightFile first = WeightFiles.open(file);
                    WeightFile second = WeightFiles.open(again)) {
                assertThat(List.copyOf(second.tensors().values()))
                        .isEqualTo(List.copyOf(first.tensors().values()));
                for (String name : first.tensors().keySet()) {
                    assertThat(second.read(name)).as(name).isEqualTo(first.read(name));
                }
            }
        }
    }

    @Test
    void layersHaveMatterportsNamesAndKerasShapes() throws IOException {
        try (WeightFile file = WeightFiles.open(kerasFile(tensors(name -> true)))) {
            Map<String, Shape> shapes = new HashMap<>();
            file.tensors().values().forEach(info -> shapes.put(info.name(), info.shape()));
            assertThat(shapes)
                    .containsEntry("conv1/conv1/kernel:0", Shape.of(7, 7, 3, 4))
                    .containsEntry("res4f_branch2b/res4f_branch2b/kernel:0", Shape.of(3, 3, 16, 16))
                    .containsEntry("bn5a_branch1/bn5a_branch1/moving_variance:0", Shape.of(128))
                    .containsEntry("rpn_model/rpn_class_raw/kernel:0", Shape.of(1, 1, 4, 6))
                    .containsEntry("mrcnn_class_conv1/mrcnn_class_conv1/kernel:0", Shape.of(7, 7, 4, 6))
                    .containsEntry("mrcnn_bbox_fc/mrcnn_bbox_fc/kernel:0", Shape.of(6, 12))
                    .containsEntry("mrcnn_mask_deconv/mrcnn_mask_deconv/kernel:0", Shape.of(2, 2, 4, 4));
            assertThat(shapes).hasSize(384);
            MatterportLayers said = MatterportLayers.of(file);
            assertThat(said.classes()).hasValue(3);
            assertThat(said.backbone()).isEqualTo("ResNet-50");
            assertThat(said.parts()).containsExactly("backbone", "FPN", "RPN", "box head", "mask head");
        }
    }

    @Test
    void missingBiasesOfTheBackboneAreZeros() throws IOException {
        Path file = kerasFile(tensors(
                name -> !(name.startsWith("backbone.") && name.endsWith(".bias") && !name.endsWith(".norm.bias"))));
        try (ModelWeights weights = ModelWeights.open(file, options("matterport-r50"))) {
            weights.report().requireComplete();
            assertThat(weights.report().reinitialized()).hasSize(53);
            assertThat(weights.tensors().floats("backbone.stem.bias")).containsOnly(0);
        }
    }

    @Test
    void aSingleMissingTensorIsMissed() throws IOException {
        Path file = kerasFile(tensors(name -> !name.equals("box.reg.weight")));
        try (ModelWeights weights = ModelWeights.open(file, options("matterport-r50"))) {
            assertThatThrownBy(() -> weights.report().requireComplete())
                    .isInstanceOf(WeightException.class)
                    .hasMessageContaining("box.reg.weight");
        }
    }

    @Test
    void theModernPresetTakesTheSameWeights() throws IOException {
        NamedTensors ours = tensors(name -> true);
        try (ModelWeights weights = ModelWeights.open(kerasFile(ours), options("matterport-modern-r50"))) {
            weights.report().requireComplete();
            assertThat(weights.spec().name()).isEqualTo("matterport-modern-r50");
            assertThat(weights.spec().anchors().inUnitsOfInput()).isFalse();
        }
    }

    @Test
    void otherModelsAreNotWrittenForKeras() throws IOException {
        NamedTensors ours = NamedTensors.builder()
                .add("backbone.block0.expand.weight", Shape.of(1), new float[1])
                .build();
        assertThatThrownBy(() -> new KerasTensors(ours, ours.tensors().keySet()))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("backbone.block0.expand.weight has no place there");
    }

    @Test
    void kerasNamesAreNotWrittenForPyTorch() throws IOException {
        Path out = folder.resolve("out.pth");
        try (ModelWeights weights = ModelWeights.open(kerasFile(tensors(name -> true)), options("matterport-r50"))) {
            assertThatThrownBy(() -> weights.saveTorch(out))
                    .isInstanceOf(WeightException.class)
                    .hasMessageMatching("[^\\n]*out\\.pth: there are no PyTorch files of matterport-r50 [^\\n]*"
                            + "; write \\.safetensors");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void excludeTakesMatterportsNamesAndGroups() throws IOException {
        WeightNaming naming = new MatterportNaming();
        Map<String, String> names = new HashMap<>();
        tensors(name -> true)
                .tensors()
                .keySet()
                .forEach(ours -> names.put(ours, naming.foreign(ours).orElseThrow()));
        List<String> customary = List.of("mrcnn_class_logits", "mrcnn_bbox_fc", "mrcnn_bbox", "mrcnn_mask");
        Exclusion exclusion = Exclusion.of(customary, names, naming.layersWithoutWeights());
        assertThat(Set.of("box.cls.weight", "box.cls.bias", "box.reg.weight", "mask.logits.bias"))
                .allMatch(exclusion::has);
        assertThat(exclusion.has("mask.conv1.weight")).isFalse();
        Exclusion heads = Exclusion.of(naming.group("heads"), names, Set.of());
        assertThat(Set.of("fpn.lateral5.weight", "rpn.deltas.bias", "box.fc1.norm.mean", "mask.deconv.weight"))
                .allMatch(heads::has);
        assertThat(heads.has("backbone.stem.weight")).isFalse();
        assertThat(Exclusion.of(List.of("rpn_model"), names, Set.of()).has("rpn.deltas.bias"))
                .isTrue();
        assertThatThrownBy(() -> Exclusion.of(List.of("mrcnn_bbox_fk"), names, naming.layersWithoutWeights()))
                .hasMessageContaining("mrcnn_bbox_fc");
    }
}

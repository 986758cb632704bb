package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.catalog.WeightCache;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WeightsCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void useACacheOfOurOwn() {
        System.setProperty(WeightCache.PROPERTY, folder.resolve("cache").toString());
    }

    @AfterEach
    void forgetSettings() {
        System.clearProperty(WeightCache.PROPERTY);
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
    }

    @Test
    void listShowsNameLicenceSizeHashAddressAndWhetherItIsHere() throws IOException {
        CommandRun run = CommandRun.of("weights", "list", "--json", "-");

        assertThat(run.exitCode()).isZero();
        JsonNode first = new JsonMapper().readTree(run.out()).get(0);
        assertThat(first.get("name").stringValue()).isEqualTo("mask2go");
        assertThat(first.get("licence").stringValue()).isEqualTo("Apache-2.0");
        assertThat(first.get("size").longValue()).isEqualTo(3_827_884);
        assertThat(first.get("cached").booleanValue()).isFalse();
        assertThat(first.get("files").get(0).get("checksum").stringValue()).startsWith("sha256:");
        assertThat(run.err()).contains("https://", "CC-BY-SA-3.0", "size not known", "weights pull NAME");
    }

    @Test
    void infoSaysWhatAFileIsAndWhatBecomesOfItsTensors() throws IOException {
        Path file = checkpoint(name -> true);
        CommandRun run = CommandRun.of("weights", "info", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(file + ": safetensors, ", "model mask2go, 2 classes: cat, dog", "source: made by hand")
                .containsPattern("loaded +\\d+ tensors, [\\d,]+ values")
                .containsPattern("missing +none")
                .doesNotContain("maskrcnn4j.spec");
        assertThat(CommandRun.of("weights", "info", file.toString(), "--verbose")
                        .out())
                .contains("  box.cls.weight F32 [3, 160]");
    }

    @Test
    void infoAsJsonHasEveryTensorAndTheLoadReport() throws IOException {
        CommandRun run =
                CommandRun.of("weights", "info", checkpoint(name -> true).toString(), "--json", "-");

        JsonNode info = new JsonMapper().readTree(run.out());
        assertThat(info.get("format").stringValue()).isEqualTo("safetensors");
        JsonNode report = info.get("model").get("report");
        assertThat(report.get("complete").booleanValue()).isTrue();
        assertThat(info.get("tensors").size())
                .isEqualTo(report.get("loaded").size() + report.get("unused").size());
        assertThat(info.get("model").get("classes").get(1).get("name").stringValue())
                .isEqualTo("dog");
    }

    @Test
    void infoOnWeightsThatLackATensorShowsTheReportAndFails() throws IOException {
        Path file = checkpoint(name -> !name.equals("rpn.deltas.bias"));
        CommandRun run = CommandRun.of("weights", "info", file.toString());

        assertFails(run, file + ": does not fit this model: 1 of ", "(rpn.deltas.bias)");
        assertThat(run.out()).contains("missing       1 tensor, 60 values: rpn.deltas.bias");
    }

    @Test
    void infoOnTensorsOfNoKnownModelShowsThemAndFails() throws IOException {
        Path file = toy();
        CommandRun run = CommandRun.of("weights", "info", file.toString());

        assertFails(run, file + ": ", "no known family");
        assertThat(run.out())
                .contains(
                        file + ": safetensors, 2 tensors (F32), 9 values, 36 bytes",
                        "  note: made by hand",
                        "  box.bias");
    }

    @Test
    void optionThatCannotBeIsWrongUse() throws IOException {
        CommandRun run = CommandRun.of("weights", "info", toy().toString(), "--preset", "mask3go");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("mask3go", "mask2go").hasLineCount(1);
    }

    @Test
    void infoOnAFileThatIsNoWeightsIsOneLine() throws IOException {
        Path page = Files.writeString(folder.resolve("a.pth"), "<html>not found</html>");

        assertFails(CommandRun.of("weights", "info", page.toString()), page + ": is a web page");
        assertFails(CommandRun.of("weights", "info", folder.resolve("b").toString()), "no such file or folder");
        assertFails(CommandRun.of("weights", "info", "mask2go"), "mrcnn weights pull mask2go");
    }

    @Test
    void convertedFileSaysItselfWhatItIs() throws IOException {
        Path in = checkpoint(name -> true);
        Path out = folder.resolve("new/out.safetensors");
        CommandRun run = CommandRun.of("weights", "convert", in.toString(), out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.of("weights", "info", out.toString()).out())
                .contains("2 classes: cat, dog", "source: made by hand", "converted from: checkpoint.safetensors");
        try (WeightFile weights = WeightFiles.open(out)) {
            assertThat(weights.floats("box.cls.bias")).containsExactly(1, 1, 1);
            assertThat(weights.tensors()).doesNotContainKey("training.step");
        }
    }

    @Test
    void halfOfAFileHoldsTheSameModel() throws IOException {
        Path in = checkpoint(name -> true);
        Path out = folder.resolve("half.safetensors");

        assertThat(CommandRun.of("weights", "convert", in.toString(), out.toString(), "--half")
                        .exitCode())
                .isZero();
        assertThat(Files.size(out)).isLessThan(Files.size(in) * 6 / 10);
        try (ModelWeights weights = ModelWeights.open(out, ModelOptions.NONE)) {
            assertThat(weights.tensors().floats("box.cls.weight")).containsOnly(1);
        }
    }

    @Test
    void convertOfIncompleteWeightsIsRefused() throws IOException {
        Path in = checkpoint(name -> !name.equals("rpn.deltas.bias"));
        assertFails(CommandRun.of("weights", "convert", in.toString(), "out.safetensors"), "rpn.deltas.bias");
        assertThat(Path.of("out.safetensors")).doesNotExist();
    }

    @Test
    void convertRefusesWhatItCannotWrite() throws IOException {
        String file = toy().toString();
        assertThat(CommandRun.of("weights", "convert", file, "out.bin").exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("weights", "convert", file, file).err()).contains("is the file that is read");
    }

    @Test
    void convertToPthGivesAFileForPyTorchUnderTheNamesOfItsFamily() throws IOException {
        List<ModelCategory> classes = List.of(new ModelCategory(1, "cat"));
        ModelSpec spec = Presets.named("light").spec();
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec, 2)
                .forEach((name, shape) -> tensors.add(name, shape, new float[(int) shape.elements()]));
        Path in = folder.resolve("light.safetensors");
        SafetensorsWriter.write(in, tensors.build(), new Checkpoint(spec, classes, Map.of()).toMetadata());
        Path out = folder.resolve("light.pth");

        assertThat(CommandRun.of("weights", "convert", in.toString(), out.toString())
                        .exitCode())
                .isZero();
        try (WeightFile weights = WeightFiles.open(out)) {
            assertThat(weights.format()).isEqualTo("PyTorch");
            assertThat(weights.tensors().keySet())
                    .containsExactlyElementsOf(ExpectedTensors.of(spec, 2).keySet());
        }
        assertFails(
                CommandRun.of(
                        "weights",
                        "convert",
                        checkpoint(name -> true).toString(),
                        folder.resolve("no.pth").toString(),
                        "--quiet"),
                "there are no PyTorch files of mask2go");
    }

    @Test
    void infoOnATrunkSaysWhatItIsGoodFor() throws IOException {
        NamedTensors.Builder tensors = NamedTensors.builder().add("conv1.weight", Shape.of(1, 3, 1, 1), new float[3]);
        for (int stage = 1; stage <= 4; stage++) {
            for (int block = 0; block < 2; block++) {
                for (int i = 1; i <= 2; i++) {
                    String layer = "layer" + stage + "." + block;
                    tensors.add(layer + ".conv" + i + ".weight", Shape.of(1, 1, 1, 1), new float[1]);
                    tensors.add(layer + ".bn" + i + ".weight", Shape.of(1), new float[1]);
                }
            }
        }
        Path file = folder.resolve("resnet18.safetensors");
        SafetensorsWriter.write(file, tensors.build(), Map.of());

        CommandRun run = CommandRun.of("weights", "info", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("holds the trunk of a classifier, ResNet-18: training can begin from it");
        assertFails(
                CommandRun.of(
                        "weights",
                        "convert",
                        file.toString(),
                        folder.resolve("o.safetensors").toString()),
                "without heads");
    }

    @Test
    void convertOfADamagedFileLeavesNothing() throws IOException {
        Path file = checkpoint(name -> true);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
        Path out = folder.resolve("out.safetensors");

        assertFails(CommandRun.of("weights", "convert", file.toString(), out.toString()), "cut off");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void pullOfAnUnknownNameIsWrongUse() {
        CommandRun run = CommandRun.of("weights", "pull", "mask2og");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("unknown catalogue name 'mask2og' (did you mean mask2go?)")
                .hasLineCount(1);
    }

    @Test
    void pullWithoutANetworkSaysWhatCanBeDone() {
        System.setProperty("https.proxyHost", "localhost");
        System.setProperty("https.proxyPort", "1");

        CommandRun run = CommandRun.of("weights", "pull", "mask2go", "--quiet");

        assertFails(run, "https://raw.githubusercontent.com/", "no connection", "download it by hand to");
    }

    @Test
    @Tag("fixtures")
    void caffe2ModelBecomesOneFileThatKnowsItsClasses() throws IOException {
        Path model = Shared.require("data/mask2go");
        Path out = folder.resolve("out.safetensors");
        CommandRun run = CommandRun.of("weights", "convert", model.toString(), out.toString(), "--quiet");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        try (ModelWeights expected = ModelWeights.open(model, ModelOptions.NONE);
                ModelWeights actual = ModelWeights.open(out, ModelOptions.NONE)) {
            assertThat(actual.spec()).isEqualTo(expected.spec());
            assertThat(actual.categories()).isEqualTo(expected.categories());
            assertThat(actual.tensors().tensors().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            expected.tensors().tensors().keySet());
            for (String name : expected.tensors().tensors().keySet()) {
                assertThat(actual.tensors().read(name))
                        .as(name)
                        .isEqualTo(expected.tensors().read(name));
            }
        }
    }

    private static void assertFails(CommandRun run, String... said) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("mrcnn: ").contains(said).hasLineCount(1);
    }

    /** A file of ours for two classes: ones in every tensor that {@code which} lets through, and one tensor too many. */
    private Path checkpoint(Predicate<String> which) throws IOException {
        List<ModelCategory> classes = List.of(new ModelCategory(1, "cat"), new ModelCategory(2, "dog"));
        ModelSpec spec = Presets.named("mask2go").spec();
        NamedTensors.Builder tensors = NamedTensors.builder().add("training.step", Shape.of(), new float[1]);
        ExpectedTensors.of(spec, classes.size() + 1).forEach((name, shape) -> {
            if (which.test(name)) {
                float[] ones = new float[(int) shape.elements()];
                Arrays.fill(ones, 1);
                tensors.add(name, shape, ones);
            }
        });
        Path file = folder.resolve("checkpoint.safetensors");
        Map<String, String> provenance = Map.of("source", "made by hand");
        SafetensorsWriter.write(file, tensors.build(), new Checkpoint(spec, classes, provenance).toMetadata());
        return file;
    }

    private Path toy() throws IOException {
        Path file = folder.resolve("toy.safetensors");
        NamedTensors tensors = NamedTensors.builder()
                .add("box.weight", Shape.of(2, 3), new float[6])
                .add("box.bias", Shape.of(3), new float[] {1, 2, 3})
                .build();
        SafetensorsWriter.write(file, tensors, Map.of("note", "made by hand"));
        return file;
    }
}

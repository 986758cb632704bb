package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
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
        assertThat(run.err()).contains("https://", "CC BY-SA 3.0", "size not known", "weights pull NAME");
    }

    @Test
    void infoSaysWhatAFileIs() throws IOException {
        Path file = sound();
        CommandRun run = CommandRun.of("weights", "info", file.toString());

        assertThat(run.out())
                .contains(
                        file + ": safetensors, 2 tensors (F32), 9 values, 36 bytes",
                        "  note: made by hand",
                        "  box.weight",
                        "  box.bias");
    }

    @Test
    void infoAsJsonHasEveryTensor() throws IOException {
        CommandRun run = CommandRun.of("weights", "info", sound().toString(), "--json", "-");

        JsonNode info = new JsonMapper().readTree(run.out());
        assertThat(info.get("format").stringValue()).isEqualTo("safetensors");
        assertThat(info.get("tensors")).hasSize(2);
        assertThat(info.get("tensors").get(0).get("shape").toString()).isEqualTo("[2,3]");
    }

    @Test
    void infoOnAFileThatIsNoWeightsIsOneLine() throws IOException {
        Path page = Files.writeString(folder.resolve("a.pth"), "<html>not found</html>");

        assertFails(CommandRun.of("weights", "info", page.toString()), page + ": is a web page");
        assertFails(CommandRun.of("weights", "info", folder.resolve("b").toString()), "no such file or folder");
        assertFails(CommandRun.of("weights", "info", "mask2go"), "mrcnn weights pull mask2go");
    }

    @Test
    void convertKeepsTensorsAndMetadata() throws IOException {
        Path out = folder.resolve("new/out.safetensors");
        CommandRun run = CommandRun.of("weights", "convert", sound().toString(), out.toString());

        assertThat(run.exitCode()).isZero();
        try (WeightFile weights = WeightFiles.open(out)) {
            assertThat(weights.floats("box.bias")).containsExactly(1, 2, 3);
            assertThat(weights.metadata()).containsEntry("note", "made by hand");
        }
    }

    @Test
    void convertRefusesWhatItCannotWrite() throws IOException {
        String file = sound().toString();
        assertThat(CommandRun.of("weights", "convert", file, "out.pth").exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("weights", "convert", file, file).err()).contains("is the file that is read");
    }

    @Test
    void convertOfADamagedFileLeavesNothing() throws IOException {
        Path file = sound();
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
    void caffe2ModelBecomesOneFile() throws IOException {
        Path model = Shared.require("data/mask2go");
        Path out = folder.resolve("out.safetensors");
        assertThat(CommandRun.of("weights", "convert", model.toString(), out.toString())
                        .exitCode())
                .isZero();
        try (WeightFile expected = WeightFiles.open(model);
                WeightFile actual = WeightFiles.open(out)) {
            assertThat(actual.tensors()).containsExactlyEntriesOf(expected.tensors());
            for (String name : expected.tensors().keySet()) {
                assertThat(actual.read(name)).as(name).isEqualTo(expected.read(name));
            }
        }
    }

    private static void assertFails(CommandRun run, String... said) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("mrcnn: ").contains(said).hasLineCount(1);
    }

    private Path sound() throws IOException {
        Path file = folder.resolve("sound.safetensors");
        NamedTensors tensors = NamedTensors.builder()
                .add("box.weight", Shape.of(2, 3), new float[6])
                .add("box.bias", Shape.of(3), new float[] {1, 2, 3})
                .build();
        SafetensorsWriter.write(file, tensors, Map.of("note", "made by hand"));
        return file;
    }
}

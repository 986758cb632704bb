package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private Path weights;

    @BeforeEach
    void placeWeights() {
        weights = TinyFiles.model(folder);
    }

    private CommandRun bench(String... more) {
        List<String> args = new ArrayList<>(
                List.of("bench", "--weights", weights.toString(), "--precision", "float32", "--warm-up", "1"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    @Test
    void everyStageIsTimedAndTogetherTheyAreTheRun() {
        JsonNode result = json(bench("--size", "60x80", "--images", "10", "--batch", "2", "--json", "-"));
        assertThat(result.get("inputs").toString()).isEqualTo("[\"2 x 3 x 64 x 85\"]");
        assertThat(result.get("runs").asInt()).isEqualTo(5);
        assertThat(result.get("stages").size()).isEqualTo(Stage.values().length);
        double total = result.get("total").get("mean").asDouble();
        double stages = 0;
        for (JsonNode stage : result.get("stages")) {
            stages += stage.get("mean").asDouble();
            assertThat(stage.get("p50").asDouble())
                    .isLessThanOrEqualTo(stage.get("p90").asDouble());
        }
        assertThat(stages).isBetween(0.5 * total, 1.001 * total);
        assertThat(result.get("imagesPerSecond").asDouble()).isPositive();
        assertThat(result.get("threads").asInt()).isPositive();
        assertThat(result.get("precision").asString()).isEqualTo("float32");
        assertThat(result.has("decode")).isFalse();
    }

    @Test
    void realPicturesAreTimedWithTheirDecodingApart() throws IOException {
        for (int i = 0; i < 3; i++) {
            Images.write(Image.ofRgb(50, 40 + i, TinyFiles.noise(50, 40 + i, i)), folder.resolve("p" + i + ".png"));
        }
        JsonNode result = json(bench("--images", "3", "--json", "-", folder.toString()));
        assertThat(result.get("pictures").asString()).isEqualTo("3 pictures");
        assertThat(result.get("inputs").size()).isEqualTo(3);
        assertThat(result.get("decode").get("p50").asDouble()).isPositive();
    }

    @Test
    void peopleReadATable() {
        CommandRun run = bench("--size", "60x80", "--images", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("float32 on cpu")
                .contains("Java ")
                .contains("a drawn picture of 80 x 60, network input 1 x 3 x 64 x 85; 1 runs to warm up, 2 timed")
                .containsPattern("backbone +\\d+\\.\\d +\\d+ %")
                .contains("100 %")
                .contains("images/s");
    }

    @Test
    void anArchitectureRunsWithRandomWeightsOnFullWork() {
        CommandRun run = CommandRun.of(
                "bench",
                "--preset",
                "light",
                "--precision",
                "float32",
                "--size",
                "96x128",
                "--images",
                "1",
                "--warm-up",
                "0",
                "--set",
                "image.resize.shortSide=96",
                "--json",
                "-");
        JsonNode result = json(run);
        assertThat(result.get("model").asString()).isEqualTo("light with random weights");
        assertThat(result.get("detections").asDouble()).isGreaterThan(20);
    }

    @Test
    void alsoADeepArchitectureHasFullWork() {
        for (String norm : List.of("FROZEN_BATCH", "BATCH")) {
            CommandRun run = CommandRun.of(Stream.concat(
                            Stream.of(
                                    "bench",
                                    "--preset",
                                    "torchvision-v1",
                                    "--precision",
                                    "bf16",
                                    "--size",
                                    "96x128",
                                    "--images",
                                    "1",
                                    "--warm-up",
                                    "0"),
                            Stream.of(
                                            "image.resize.shortSide=96",
                                            "backbone.trunk.norm.kind=" + norm,
                                            "backbone.trunk.blocks=[3,4,36,3]",
                                            "backbone.trunk.stemChannels=8",
                                            "backbone.channels=32",
                                            "boxHead.features=64")
                                    .flatMap(set -> Stream.of("--set", set)))
                    .toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).doesNotContain(" 0 proposals").doesNotContain(" 0 detections");
            assertThat(run.err()).doesNotContain("nothing to do");
        }
    }

    @Test
    void headsWithoutWorkAreSpokenOf() {
        CommandRun run = bench("--size", "60x80", "--images", "1", "--set", "detections.scoreThreshold=1");
        assertThat(run.err()).contains("note: without detections the mask head had nothing to do");
    }

    @Test
    void whatIsWrongWithTheCommandIsSaidInOneLine() {
        for (List<String> wrong : List.of(
                List.of("--size", "800"),
                List.of("--size", "0x5"),
                List.of("--size", "99999x5"),
                List.of("--images", "0"),
                List.of("--batch", "0"),
                List.of("--warm-up", "-1"),
                List.of("--size", "10x10", folder.toString()),
                List.of("--set", "foo=1"))) {
            CommandRun run = bench(wrong.toArray(String[]::new));
            assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
            assertThat(run.err().strip())
                    .as(wrong.toString())
                    .startsWith("mrcnn: ")
                    .hasLineCount(1);
        }
        CommandRun nothing = CommandRun.of("bench");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("--weights").contains("--preset (").contains("mask2go");
    }
}

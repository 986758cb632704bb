package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process that has too little memory. */
@EnabledOnOs(OS.LINUX)
class TrainingOutOfMemoryTest {
    /** Address space in kB: enough for the virtual machine, LibTorch and the model, not for its feature maps. */
    private static final long ADDRESSES = 4_000_000;

    /** Resident memory in bytes: enough for four pictures at once, 2.1 GB by forecast. */
    private static final long LIMIT = 2_900_000_000L;

    /** In bytes: enough for two pictures, and not for the pass forward of four. */
    private static final long ROOM = 580_000_000;

    @TempDir
    private Path folder;

    @BeforeEach
    void drawShapes() throws IOException {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        ShapesDataset.write(folder.resolve("shapes"), List.of("train"), List.of(new ShapesDataset(generator, 0, 8)));
    }

    /** What a process said, and its exit code. */
    private record Ended(int code, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    private Ended train(String shell, List<String> java, int side, String run, String... options)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("bash", "-c", shell + "exec \"$@\"", "bash"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-Xmx256m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path")));
        words.addAll(java);
        words.addAll(
                List.of("train", folder.resolve("shapes").toString(), "--workers", "1", "--stages", "all:1@0.001"));
        words.addAll(List.of("--set", "image.resize.shortSide=" + side, "--set", "image.resize.longSide=" + side));
        words.addAll(List.of("--out", folder.resolve(run).toString()));
        words.addAll(List.of(options));
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().put("MALLOC_ARENA_MAX", "2");
        command.environment().put("OMP_NUM_THREADS", "2");
        command.environment().put("THP_MEM_ALLOC_ENABLE", "0"); // large pages come by chance
        command.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.lines().toList());
    }

    @Test
    void whenMemoryRunsOutOneLineNamesTheLayerAndWhatWouldTakeLess() throws Exception {
        Ended ended = train("ulimit -v " + ADDRESSES + "; ", List.of(Main.class.getName()), 1024, "run");

        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text()).contains("note: that will not fit; to take less: --micro-batch 1 saves");
        assertThat(ended.lines().stream().filter(line -> line.startsWith("mrcnn:")))
                .as(ended.text())
                .singleElement()
                .asString()
                .matches("mrcnn: step 1, .*: [\\w.]+: .*out of memory.*")
                .contains("--micro-batch 1 saves", "--batch 4 with optimizer.accumulate 2 saves", "image.resize");
    }

    @Test
    void whereItMayATrainingWhoseMemoryRunsOutGoesOnAsIfItHadTakenFewerPicturesAtOnceFromTheBeginning()
            throws Exception {
        List<String> crowded = List.of(
                "-Xms256m", // what the virtual machine holds must not change on the way
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=" + LIMIT,
                "-D" + CrowdedMain.LIMIT + "=" + LIMIT,
                "-D" + CrowdedMain.ROOM + "=" + ROOM,
                CrowdedMain.class.getName());
        String[] same = {"--batch", "4", "--seed", "1", "--threads", "2", "--precision", "float32"};

        Ended auto = train("", crowded, 384, "auto", with(same, "--micro-batch", "auto"));
        assertThat(auto.code()).as(auto.text()).isZero();
        assertThat(auto.text()).doesNotContain("will not fit").contains("trained for ");
        assertThat(auto.lines().stream().filter(line -> line.contains("out of memory")))
                .as(auto.text())
                .singleElement()
                .asString()
                .matches("note: step 1, [\\w ]+: .*out of memory, .*free .*")
                .endsWith("; from here on, 2 pictures are computed at once, and batch norms see no more than that");

        Ended two = train("", List.of(Main.class.getName()), 384, "two", with(same, "--micro-batch", "2"));
        assertThat(two.code()).as(two.text()).isZero();
        try (WeightFile survived = model("auto");
                WeightFile undisturbed = model("two")) {
            assertThat(survived.tensors()).isEqualTo(undisturbed.tensors()).isNotEmpty();
            for (String name : survived.tensors().keySet()) {
                assertThat(survived.read(name)).as(name).isEqualTo(undisturbed.read(name));
            }
        }
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    /** The weights after its two steps. */
    private WeightFile model(String run) throws IOException {
        return WeightFiles.open(folder.resolve(run).resolve("checkpoints/model-00000002.safetensors"));
    }
}

package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process that the system gives too little memory. */
@EnabledOnOs(OS.LINUX)
class OutOfMemoryTest {
    /** Address space in kB: enough for the virtual machine, LibTorch and the model, not for its feature maps. */
    private static final int LIMIT = 4_000_000;

    @TempDir
    private Path folder;

    @Test
    void whenMemoryRunsOutOneLineNamesTheLayerAndWhatWouldTakeLess() throws Exception {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        Path data = folder.resolve("shapes");
        ShapesDataset.write(data, List.of("train"), List.of(new ShapesDataset(generator, 0, 8)));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -v " + LIMIT + "; exec \"$@\"",
                "bash",
                java,
                "-Xmx256m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                data.toString(),
                "--set",
                "image.resize.shortSide=1024",
                "--set",
                "image.resize.longSide=1024",
                "--workers",
                "1",
                "--stages",
                "all:1@0.001",
                "--out",
                folder.resolve("run").toString());
        command.environment().put("MALLOC_ARENA_MAX", "2");
        command.environment().put("OMP_NUM_THREADS", "2");
        command.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said.lines().filter(line -> line.startsWith("mrcnn:")))
                .as(said)
                .singleElement()
                .asString()
                .matches("mrcnn: step 1, .*: [\\w.]+: .*out of memory.*")
                .contains("--micro-batch 1 saves", "--batch 4 with optimizer.accumulate 2 saves", "image.resize");
    }
}

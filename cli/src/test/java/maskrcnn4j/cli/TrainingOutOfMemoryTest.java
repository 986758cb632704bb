package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final long LIMIT = 4_000_000;

    /**
     * In bytes: less than the feature maps of four pictures take, 3.2 GB, and far more than those of two, so that it is a
     * large map that finds no room. Where a few bytes are missing, oneDNN's own kernels crash.
     */
    private static final long ROOM = 2_500_000_000L;

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir
    private Path folder;

    private Process train(String shell, String... options) throws IOException {
        ShapesGenerator generator = new ShapesGenerator(1, ShapesSpec.DEFAULT);
        Path data = folder.resolve("shapes");
        ShapesDataset.write(data, List.of("train"), List.of(new ShapesDataset(generator, 0, 8)));
        List<String> words = new ArrayList<>(List.of(
                "bash",
                "-c",
                shell + "exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
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
                folder.resolve("run").toString()));
        words.addAll(List.of(options));
        ProcessBuilder command = new ProcessBuilder(words);
        command.environment().put("MALLOC_ARENA_MAX", "2");
        command.environment().put("OMP_NUM_THREADS", "2");
        command.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return command.redirectErrorStream(true).start();
    }

    @Test
    void whenMemoryRunsOutOneLineNamesTheLayerAndWhatWouldTakeLess() throws Exception {
        Process process = train("ulimit -v " + LIMIT + "; ");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("note: that will not fit; to take less: --micro-batch 1 saves");
        assertThat(said.lines().filter(line -> line.startsWith("mrcnn:")))
                .as(said)
                .singleElement()
                .asString()
                .matches("mrcnn: step 1, .*: [\\w.]+: .*out of memory.*")
                .contains("--micro-batch 1 saves", "--batch 4 with optimizer.accumulate 2 saves", "image.resize");
    }

    @Test
    void whereItMayATrainingWhoseMemoryRunsOutTakesFewerPicturesAtOnce() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "needs " + PRLIMIT);
        List<String> said = new ArrayList<>();
        Process process = train("", "--batch", "4", "--micro-batch", "auto");
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("stage ")) { // what was free when the forecast was made is gone in the first step
                    Process limit = new ProcessBuilder(
                                    PRLIMIT.toString(),
                                    "--pid",
                                    Long.toString(process.pid()),
                                    "--as=" + (held(process) + ROOM))
                            .inheritIO()
                            .start();
                    assertThat(limit.waitFor()).isZero();
                }
            }
        }

        // Whether it then ends well is chance: an address space that was full once stays in pieces.
        process.waitFor();
        assertThat(said.stream().filter(line -> line.contains("out of memory")))
                .as(String.join("\n", said))
                .isNotEmpty()
                .first()
                .asString()
                .matches("note: step 1, [\\w ]+: .*out of memory, .*free .*")
                .endsWith("; from here on, 2 pictures are computed at once, and batch norms see no more than that");
    }

    /** Address space of a process, in bytes. */
    private static long held(Process process) throws IOException {
        String line = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(one -> one.startsWith("VmSize:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}

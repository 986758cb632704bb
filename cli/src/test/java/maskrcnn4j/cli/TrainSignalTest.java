package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code mrcnn train} in a process of its own, which is told to end. */
@DisabledOnOs(OS.WINDOWS)
class TrainSignalTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void drawShapes() throws Exception {
        ShapesDataset pictures = new ShapesDataset(new ShapesGenerator(1, ShapesSpec.DEFAULT), 0, 8);
        ShapesDataset.write(folder.resolve("shapes"), List.of("train"), List.of(pictures));
    }

    private Process train(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return builder.redirectErrorStream(true).start();
    }

    private Process train(int side, String name) throws IOException {
        return train(
                "shapes",
                "--set",
                "image.resize.shortSide=" + side,
                "--set",
                "image.resize.longSide=" + side,
                "--batch",
                "4",
                "--stages",
                "all:500@0.001",
                "--out",
                name);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** The lines until one begins so, that included. */
    private static List<String> until(BufferedReader lines, String beginning) throws IOException {
        List<String> read = new ArrayList<>();
        String line = lines.readLine();
        while (line != null) {
            read.add(line);
            if (line.startsWith(beginning)) {
                return read;
            }
            line = lines.readLine();
        }
        throw new AssertionError("no line '" + beginning + "...' but " + read);
    }

    /** A process that was begun in the background of a script cannot be interrupted by Ctrl-C, nor can its children. */
    private static void requireInterruptible() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            String ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElse("SigIgn:\t0")
                    .substring("SigIgn:".length())
                    .strip();
            Assumptions.assumeTrue((Long.parseUnsignedLong(ignored, 16) & 2) == 0, "Ctrl-C is ignored here");
        }
    }

    private void requireNoCrash() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    private void stopsAfterTheStep(String signal, int exitCode) throws Exception {
        Process run = train(64, "run");
        try (BufferedReader lines = run.inputReader()) {
            until(lines, "step ");
            signal(run, signal);
            List<String> said = until(lines, "mrcnn: ");
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(run.exitValue()).as("%s", said).isEqualTo(exitCode);
            assertThat(said.get(said.size() - 1))
                    .matches("mrcnn: stopped after step \\d+; go on with: mrcnn train --resume run");
            assertThat(lines.readLine()).isNull();
        } finally {
            run.destroyForcibly();
        }
        requireNoCrash();
    }

    @Test
    void killLetsTheStepFinishAndTheRunGoOn() throws Exception {
        stopsAfterTheStep("TERM", 143);

        Process again = train("--resume", "run");
        try (BufferedReader lines = again.inputReader()) {
            assertThat(until(lines, "note: goes on after step")).isNotEmpty();
        } finally {
            again.destroyForcibly();
        }
    }

    @Test
    void soDoesCtrlC() throws Exception {
        requireInterruptible();
        stopsAfterTheStep("INT", 130);
    }

    @Test
    void theSecondSignalEndsAtOnce() throws Exception {
        Process run = train(640, "run"); // whose steps take seconds
        try (BufferedReader lines = run.inputReader()) {
            until(lines, "step ");
            signal(run, "TERM");
            until(lines, "stops after this step");
            signal(run, "TERM");
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(run.exitValue()).isEqualTo(143);
            assertThat(lines.lines()).noneMatch(line -> line.contains("go on with"));
        } finally {
            run.destroyForcibly();
        }
        requireNoCrash();
    }
}

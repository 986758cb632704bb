package maskrcnn4j.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link TinyTraining} in a process of its own, with the environment that the launcher gives a training. */
final class TrainingProcess implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MALLOC_ARENA_MAX", "1", "MALLOC_TRIM_THRESHOLD_", "8589934592", "MALLOC_MMAP_THRESHOLD_", "33554432");

    private final Process process;
    private final BufferedReader lines;

    private TrainingProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    static TrainingProcess start(Path folder, long steps, int checkpointEvery, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                TinyTraining.class.getName(),
                folder.toString(),
                Long.toString(steps),
                Integer.toString(checkpointEvery)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("THP_MEM_ALLOC_ENABLE", "0");
        // Tests of several projects may share the cores, and threads that spin would stop them all.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return new TrainingProcess(builder.start());
    }

    /** Its next line of output; null when it has ended. */
    String line() throws IOException {
        return lines.readLine();
    }

    /** All its lines until it ends well. */
    List<String> finish() throws IOException, InterruptedException {
        List<String> rest = lines.lines().toList();
        if (process.waitFor() != 0) {
            throw new AssertionError("the training ended with exit code " + process.exitValue());
        }
        return rest;
    }

    /** Ends it as {@code kill -9} does; whether it was still running. */
    boolean kill() throws InterruptedException {
        boolean running = process.isAlive();
        process.destroyForcibly().waitFor();
        return running && process.exitValue() != 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

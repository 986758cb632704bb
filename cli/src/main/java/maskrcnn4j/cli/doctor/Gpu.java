package maskrcnn4j.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A graphics processor, as the driver's own tool describes it.
 *
 * @param index its number, as in {@code --device cuda:0}
 * @param name its name
 * @param driver the driver's version
 * @param memory in MiB
 * @param free in MiB
 * @param holders the other processes that hold its memory
 */
public record Gpu(int index, String name, String driver, long memory, long free, List<Holder> holders) {
    private static final int PATIENCE_SECONDS = 10;

    /** This process may hold memory too, for as long as it asks. */
    private static final long OWN_PID = ProcessHandle.current().pid();

    /**
     * A process that holds memory of a graphics processor.
     *
     * @param pid its number
     * @param name its program
     * @param memory in MiB; -1 where the tool may not say
     */
    public record Holder(long pid, String name, long memory) {}

    /** Asks {@code nvidia-smi}; empty where it is not installed or says nothing. */
    public static List<Gpu> all() {
        return all(Gpu::lines);
    }

    /**
     * Asks a tool.
     *
     * @param tool gives the lines that a command prints, or nothing where it cannot be run
     */
    static List<Gpu> all(Function<List<String>, Optional<List<String>>> tool) {
        List<String[]> cards =
                table(tool, "nvidia-smi", "--query-gpu=index,uuid,name,driver_version,memory.total,memory.free", 6);
        if (cards.isEmpty()) {
            return List.of();
        }
        List<String[]> processes =
                table(tool, "nvidia-smi", "--query-compute-apps=gpu_uuid,pid,process_name,used_memory", 4);
        List<Gpu> gpus = new ArrayList<>();
        for (String[] card : cards) {
            List<Holder> holders = processes.stream()
                    .filter(process -> process[0].equals(card[1]) && number(process[1]) != OWN_PID)
                    .map(process -> new Holder(number(process[1]), process[2], number(process[3])))
                    .toList();
            gpus.add(new Gpu((int) number(card[0]), card[2], card[3], number(card[4]), number(card[5]), holders));
        }
        return gpus;
    }

    private static List<String[]> table(
            Function<List<String>, Optional<List<String>>> tool, String command, String query, int columns) {
        return tool.apply(List.of(command, query, "--format=csv,noheader,nounits")).orElse(List.of()).stream()
                .map(line -> Arrays.stream(line.split(",")).map(String::strip).toArray(String[]::new))
                .filter(row -> row.length == columns)
                .toList();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notSaid) {
            return -1; // [N/A], [Insufficient Permissions]
        }
    }

    private static Optional<List<String>> lines(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) { // what it prints fits into a pipe
                process.destroyForcibly();
                return Optional.empty();
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(printed.lines().toList()) : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

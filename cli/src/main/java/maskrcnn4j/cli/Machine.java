package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.text.Counted;

/** What this process runs on. */
final class Machine {
    private Machine() {}

    /** Processor, memory, system and Java in one line. */
    static String describe() {
        int processors = Runtime.getRuntime().availableProcessors();
        return field(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch")) + ", "
                + Counted.of(processors, "processor")
                + field(Path.of("/proc/meminfo"), "MemTotal")
                        .map(total ->
                                ", " + Math.round(Double.parseDouble(total.replaceAll("\\D+", "")) / (1 << 20)) + " GB")
                        .orElse("")
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version");
    }

    /** The most memory that this process has held, in bytes, where the system tells (Linux). */
    static Optional<Long> peakBytes() {
        return field(Path.of("/proc/self/status"), "VmHWM")
                .map(value -> Long.parseLong(value.replaceAll("\\D+", "")) << 10);
    }

    /** The value of the first line "name : value". */
    private static Optional<String> field(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException elsewhere) {
            return Optional.empty();
        }
    }
}

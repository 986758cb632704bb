package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has held, as Linux counts it. */
final class PeakMemory {
    private PeakMemory() {}

    static long megabytes() throws IOException {
        return field("VmHWM:");
    }

    /** What it holds now. */
    static long residentMegabytes() throws IOException {
        return field("VmRSS:");
    }

    private static long field(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D+", "")) >> 10;
            }
        }
        throw new IOException("/proc/self/status has no " + name);
    }
}

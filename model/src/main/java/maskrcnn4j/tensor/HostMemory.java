package maskrcnn4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much memory of the machine this process may still take. */
final class HostMemory {
    private static final Logger LOG = LoggerFactory.getLogger(HostMemory.class);
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private HostMemory() {}

    /**
     * What the system has available (elsewhere than on Linux, what is unused), or what is left of a limit, if that is less.
     *
     * @param engineLimit bytes beyond which the engine refuses; 0 if it never does
     */
    static long availableBytes(long engineLimit) {
        List<String> machine = lines(MACHINE);
        List<String> process = lines(PROCESS);
        long available = kilobytes(machine, "MemAvailable:").orElseGet(Pointer::availablePhysicalBytes);
        if (engineLimit > 0) {
            available = Math.min(
                    available, engineLimit - kilobytes(process, "VmRSS:").orElse(0));
        }
        OptionalLong addressSpace = addressSpace(lines(LIMITS));
        if (addressSpace.isPresent()) {
            available = Math.min(
                    available,
                    addressSpace.getAsLong() - kilobytes(process, "VmSize:").orElse(0));
        }
        return Math.max(0, available);
    }

    /** The value of a line such as {@code VmRSS:  1234 kB}, in bytes. */
    static OptionalLong kilobytes(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst();
    }

    /** What {@code ulimit -v} says, in bytes; empty where it says nothing. */
    static OptionalLong addressSpace(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith("Max address space"))
                .map(line ->
                        line.substring("Max address space".length()).strip().split("\\s+")[0])
                .filter(soft -> !soft.equals("unlimited"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notLinux) {
            LOG.trace("no {}", file, notLinux);
            return List.of();
        }
    }
}

package maskrcnn4j.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The computer and its Java.
 *
 * @param system name and version of the operating system
 * @param java version and maker
 * @param javaHome where it lies
 * @param processor its name, as the system says it
 * @param cores that this process may use
 * @param features instructions that matter to the network, empty where the system does not tell
 * @param memory in bytes; of the container, inside one
 * @param heapLimit in bytes, of Java's own memory
 */
public record Machine(
        String system,
        String java,
        Path javaHome,
        String processor,
        int cores,
        List<String> features,
        long memory,
        long heapLimit) {
    /** From the widest to the narrowest. */
    private static final List<String> THAT_MATTER =
            List.of("amx_bf16", "amx_int8", "avx512_bf16", "avx512_vnni", "avx512f", "avx2", "bf16", "asimd");

    /** Looks at this machine. */
    public static Machine read() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String cpuInfo = cpuInfo();
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                Path.of(System.getProperty("java.home")),
                field(cpuInfo, "model name", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                features(cpuInfo),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory());
    }

    /** Bytes of memory that nothing uses, as Java knows it; the natives know it better. */
    public static long freeMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getFreeMemorySize();
    }

    /** Linux tells; elsewhere it is empty. */
    private static String cpuInfo() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"));
        } catch (IOException noSuchFile) {
            return "";
        }
    }

    /** The instructions that matter among those that {@code /proc/cpuinfo} lists. */
    static List<String> features(String cpuInfo) {
        String listed = field(cpuInfo, "flags", field(cpuInfo, "Features", ""));
        Set<String> all = new LinkedHashSet<>(Arrays.asList(listed.split("\\s+")));
        return THAT_MATTER.stream().filter(all::contains).toList();
    }

    private static String field(String cpuInfo, String name, String otherwise) {
        return cpuInfo.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /** Whether the processor multiplies bf16 by instructions of its own. */
    public boolean multipliesBf16() {
        return features.contains("amx_bf16") || features.contains("avx512_bf16") || features.contains("bf16");
    }
}

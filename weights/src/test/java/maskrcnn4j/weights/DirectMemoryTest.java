package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Direct memory is given back by the garbage collector alone, and to one who looks at the heap it seems small. */
class DirectMemoryTest {
    private static final int TENSORS = 32;
    private static final int NUMBERS = 1 << 18;

    /** What Java itself keeps for a thread that reads and writes files: as much as is read or written at once. */
    private static final long KEPT = 2 << 20;

    @TempDir
    private Path folder;

    @Test
    void filesAreWrittenAndReadWithoutLeavingAny() throws Exception {
        NamedTensors.Builder tensors = NamedTensors.builder();
        for (int i = 0; i < TENSORS; i++) {
            tensors.add("t" + i, Shape.of(NUMBERS), new float[NUMBERS]);
        }
        Path file = folder.resolve("32-MB.safetensors");
        long before = directBytes();

        SafetensorsWriter.write(file, tensors.build(), Map.of());
        try (WeightFile read = WeightFiles.open(file)) {
            for (String name : read.tensors().keySet()) {
                assertThat(read.read(name).remaining()).isEqualTo(Float.BYTES * NUMBERS);
                assertThat(read.floats(name)).hasSize(NUMBERS);
            }
        }

        assertThat(directBytes() - before).isLessThanOrEqualTo(KEPT);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

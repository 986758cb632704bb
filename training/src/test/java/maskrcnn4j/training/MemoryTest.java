package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the memory of a training over 500 steps; {@code -Dsteps=2000} makes it more. */
class MemoryTest {
    private static final int STEPS = Integer.getInteger("steps", 500);

    /** Memory grew for 350 steps of this network, to 690 MB, and then stayed: probably kernels, kept for 1024 shapes. */
    private static final int SETTLED = 400;

    private static final long MEGABYTE = 1 << 20;

    /** A leaked map of this network, one a step, is 64 KB or more: 6 MB for each hundred steps. */
    private static final long GROWTH = 6 * MEGABYTE;

    @TempDir
    private Path folder;

    @Test
    void memoryStaysAsItIsAfterTheFirstSteps() throws Exception {
        List<String> lines;
        // A heap of one size, all of it touched: what grows then is what the engine holds.
        try (TrainingProcess run = TrainingProcess.start(
                folder, STEPS, 50, "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC")) {
            lines = run.finish();
        }
        long[] resident = lines.stream()
                .filter(line -> line.startsWith("step "))
                .mapToLong(line -> Long.parseLong(line.split(" ")[2]))
                .toArray();
        assertThat(resident).hasSize(STEPS);
        long settled = resident[SETTLED - 1];
        long last = resident[STEPS - 1];
        System.out.printf(
                "resident after step %d: %d MB, after step %d: %d MB%n",
                SETTLED, settled / MEGABYTE, STEPS, last / MEGABYTE);
        assertThat(last).as("after %d steps: %d bytes", SETTLED, settled).isLessThan(settled + GROWTH);
    }
}

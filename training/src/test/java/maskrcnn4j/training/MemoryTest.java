package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the memory of a training over 500 steps; {@code -Dsteps=2000} makes it more. What the virtual machine itself takes
 * is kept still, so that a few kilobytes a step are seen: the heap is of one size, and all of it touched; the second compiler,
 * which takes up to 10 MB for a large method and may do so after a thousand steps, is off; and so are large pages, which the
 * kernel gives and takes 2 MB at a time.
 */
class MemoryTest {
    private static final int STEPS = Integer.getInteger("steps", 500);

    /** Classes are loaded, kernels made, and what is hot is compiled. */
    private static final int SETTLED = 400;

    private static final long MEGABYTE = 1 << 20;

    /** A leaked map of this network is 64 KB or more: one a step is 6 MB over a hundred steps. */
    private static final long GROWTH = 3 * MEGABYTE;

    @TempDir
    private Path folder;

    @Test
    void memoryStaysAsItIsAfterTheFirstSteps() throws Exception {
        List<String> lines;
        String[] flags = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
        try (TrainingProcess run = TrainingProcess.start(folder, STEPS, 50, flags)) {
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

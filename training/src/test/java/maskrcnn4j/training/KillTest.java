package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills trainings at random moments, three times; {@code -Dkills=20} makes it twenty, {@code -Dkills.seed=N} chooses other
 * moments.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kills.seed", 1);
    private static final int CHECKPOINT_EVERY = 3;

    @TempDir
    private Path folder;

    @Test
    void aRunThatIsKilledAtRandomMomentsComesToTheSameBytes() throws Exception {
        long steps = 10L * KILLS;
        long millisPerStep;
        try (TrainingProcess whole = TrainingProcess.start(folder.resolve("whole"), steps, CHECKPOINT_EVERY)) {
            whole.line();
            whole.line();
            long began = System.nanoTime();
            whole.finish();
            millisPerStep = Math.max(1, (System.nanoTime() - began) / 1_000_000 / steps);
        }
        Random random = new Random(SEED);
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (int life = 0; life < KILLS; life++) {
            try (TrainingProcess run = TrainingProcess.start(killed, steps, CHECKPOINT_EVERY)) {
                run.line(); // it begins
                for (int lines = random.nextInt(3 * CHECKPOINT_EVERY + 1); lines > 0; lines--) {
                    run.line();
                }
                Thread.sleep(random.nextLong(2 * millisPerStep)); // within a step, or while a checkpoint is written
                kills += run.kill() ? 1 : 0;
            }
        }
        List<String> rest;
        try (TrainingProcess last = TrainingProcess.start(killed, steps, CHECKPOINT_EVERY)) {
            rest = last.finish();
        }
        System.out.printf(
                "%d kills; %d of %d steps were left to the last process%n", kills, Math.max(0, rest.size() - 1), steps);
        assertThat(kills).as("kills before it came to its end").isGreaterThanOrEqualTo((KILLS + 1) / 2);
        assertThat(model(killed))
                .as("killed %d times, seed %d; the last part: %s", kills, SEED, rest)
                .isEqualTo(model(folder.resolve("whole")));
    }

    private static byte[] model(Path run) throws Exception {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            Path last = files.filter(file -> file.getFileName().toString().startsWith("model-"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
            return Files.readAllBytes(last);
        }
    }
}

package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full, or cannot be written any more. */
class FullDiskTest {
    private static final TrainingSettings SETTINGS = TinyTraining.settings(6, 2, 0);

    @TempDir
    private Path place;

    /** A disk of its own, which not every machine lets a test have. */
    private record SmallDisk(Path folder) implements AutoCloseable {
        static SmallDisk mount(Path folder) throws IOException, InterruptedException {
            if (!ran("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", folder.toString())) {
                String message = "SKIPPED: no disk can be mounted here (a test of full disks needs root on Linux)";
                System.err.println(message);
                Assumptions.abort(message);
            }
            return new SmallDisk(folder);
        }

        void makeReadOnly() throws IOException, InterruptedException {
            assertThat(ran("mount", "-o", "remount,ro", folder.toString())).isTrue();
        }

        /** Fills it but for some bytes. */
        Path fill(long left) throws IOException {
            Path ballast = folder.resolve("ballast");
            try (OutputStream out = Files.newOutputStream(ballast)) {
                byte[] some = new byte[4096];
                while (Files.getFileStore(folder).getUsableSpace() > left) {
                    out.write(some);
                }
            }
            return ballast;
        }

        private static boolean ran(String... command) throws IOException, InterruptedException {
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException absent) {
                return false;
            }
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        }

        @Override
        public void close() throws IOException, InterruptedException {
            ran("umount", folder.toString());
        }
    }

    private static TrainingListener after(long step, Runnable what) {
        return new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                if (progress.step() == step) {
                    what.run();
                }
            }
        };
    }

    /** Room for a line of measurements, but not for a checkpoint; and no room at all. */
    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 0})
    void isOneLineAndTheLastCheckpointStays(long left) throws Exception {
        byte[] whole = Files.readAllBytes(TinyTraining.train(place.resolve("whole"), SETTINGS, TrainingListener.NONE)
                .last());
        Path mountPoint = Files.createDirectory(place.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(mountPoint)) {
            Path run = mountPoint.resolve("run");
            TrainingListener fill = after(3, () -> {
                try {
                    disk.fill(left);
                } catch (IOException unexpected) {
                    throw new UncheckedIOException(unexpected);
                }
            });
            assertThatThrownBy(() -> TinyTraining.train(run, SETTINGS, fill))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            run + ": cannot be written (No space left on device); the last checkpoint is whole: make"
                                    + " room, then go on with --resume " + run);

            Files.delete(mountPoint.resolve("ballast"));
            TrainingResult resumed = TinyTraining.train(run, SETTINGS, TrainingListener.NONE);
            assertThat(Files.readAllBytes(resumed.last())).isEqualTo(whole);
        }
    }

    @Test
    void whereNothingCanBeWrittenTheRunDoesNotBegin() throws Exception {
        Path mountPoint = Files.createDirectory(place.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(mountPoint)) {
            disk.makeReadOnly();

            assertThatThrownBy(() -> TinyTraining.train(mountPoint, SETTINGS, TrainingListener.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessage(mountPoint
                            + ": nothing can be written there; make it writable, or choose another folder with --out");
            assertThatThrownBy(() -> TinyTraining.train(mountPoint.resolve("new"), SETTINGS, TrainingListener.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("new: cannot be written (Read-only file system); there is no checkpoint yet");
        }
    }

    /** The device that is always full, which needs no rights. */
    @Test
    void withoutACheckpointTheLineSaysSo() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path run = place.resolve("run");
        TrainingListener link = after(1, () -> {
            try {
                Files.createSymbolicLink(run.resolve("metrics.csv"), full);
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        });
        assertThatThrownBy(() -> TinyTraining.train(run, SETTINGS, link))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        run + ": cannot be written (No space left on device); there is no checkpoint yet: make room, or"
                                + " choose another folder with --out");
        Files.delete(run.resolve("metrics.csv")); // before whoever cleans up wonders about it
    }
}

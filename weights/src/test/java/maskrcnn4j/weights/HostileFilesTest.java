package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in our own exception, quickly, and take no memory out of proportion to their size. */
class HostileFilesTest {
    private static final int ROUNDS = 1000;
    private static final long FIXED_BYTES = 4 << 20;
    private static final int BYTES_PER_FILE_BYTE = 40;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void mutatedSafetensors() throws IOException {
        Path file = folder.resolve("sound.safetensors");
        NamedTensors tensors = NamedTensors.builder()
                .add("backbone.conv1.weight", Shape.of(4, 3, 3, 3), new float[108])
                .add("backbone.conv1.bias", Shape.of(4), new float[4])
                .add("box.cls.weight", Shape.of(81, 2), new float[162])
                .build();
        SafetensorsWriter.write(file, tensors, Map.of("spec", "{\"classes\": 81}"));
        mutateAndOpen(Files.readAllBytes(file), 600, 1);
    }

    @Test
    @Tag("fixtures")
    void mutatedKerasFiles() throws IOException {
        Path folder = Shared.require("fixtures/matterport/container");
        for (String name : List.of("root_vlen", "latest_format_chunked", "chunked_shuffle_gzip_fletcher32")) {
            byte[] sound = Files.readAllBytes(folder.resolve(name + ".h5"));
            mutateAndOpen(sound, sound.length, 4);
            mutateAndOpen(sound, 4096, 5);
        }
    }

    @Test
    @Tag("fixtures")
    void mutatedCaffe2Weights() throws IOException {
        Path sound = Shared.require("data/mask2go/model_init.pb");
        mutateAndOpen(Arrays.copyOf(Files.readAllBytes(sound), 20_000), 20_000, 2);
    }

    @Test
    @Tag("fixtures")
    void mutatedCaffe2Network() throws IOException {
        mutateAndOpen(Files.readAllBytes(Shared.require("data/mask2go/model.pb")), 20_000, 3);
    }

    /** Flips, replaces, inserts, deletes and cuts, mostly within the first {@code head} bytes. */
    private void mutateAndOpen(byte[] sound, int head, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("mutated");
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = sound.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                bytes = mutate(bytes, Math.min(head, bytes.length), random);
            }
            Files.write(file, bytes);
            refused += Assertions.assertTimeout(Duration.ofSeconds(5), () -> open(file)) ? 0 : 1;
        }
        assertThat(refused).as("refused of " + ROUNDS).isGreaterThan(ROUNDS / 10);
    }

    private boolean open(Path file) throws IOException {
        long size = Files.size(file);
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean sound;
        try (WeightFile weights = WeightFiles.open(file)) {
            for (TensorInfo info : weights.tensors().values()) {
                assertThat(info.byteSize()).isLessThanOrEqualTo(16 * size);
                weights.floats(info.name());
            }
            sound = true;
        } catch (WeightException e) {
            assertThat(e.getMessage()).startsWith(file + ": ");
            sound = false;
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(FIXED_BYTES + BYTES_PER_FILE_BYTE * size);
        return sound;
    }

    private static byte[] mutate(byte[] bytes, int head, SplittableRandom random) {
        if (head < 2) {
            return bytes;
        }
        int at = random.nextInt(head);
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            case 2 ->
                Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), (byte) random.nextInt(256));
            case 3 -> {
                byte[] cut = new byte[bytes.length - 1];
                System.arraycopy(bytes, 0, cut, 0, at);
                System.arraycopy(bytes, at + 1, cut, at, cut.length - at);
                return cut;
            }
            default -> {
                return Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }
}

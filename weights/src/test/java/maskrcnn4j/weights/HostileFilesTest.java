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
import java.util.concurrent.TimeUnit;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.numpy.ArrayProgram;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import maskrcnn4j.weights.torch.Checkpoint;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end in our own exception, quickly, and take no memory out of proportion to their size.
 *
 * <p>Each kind is mutated a fixed number of times; {@code -Dmrcnn.fuzz.seconds=600} makes it long, {@code -Dmrcnn.fuzz.seed}
 * changes it.
 */
class HostileFilesTest {
    private static final int ROUNDS = 1000;
    private static final long SECONDS = Long.getLong("mrcnn.fuzz.seconds", 0);
    private static final long SEED = Long.getLong("mrcnn.fuzz.seed", 0);
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
    void mutatedTorchArchives() throws IOException {
        byte[] sound = checkpoint().zip("m").add("m/byteorder", "little").end();
        mutateAndOpen(sound, sound.length, 6);
        mutateAndOpen(sound, 1000, 7);
    }

    @Test
    void mutatedTorchFilesOfTheOldForm() throws IOException {
        mutateAndOpen(checkpoint().legacy(4), 1500, 8);
    }

    @Test
    void mutatedPickles() throws IOException {
        for (int protocol = 2; protocol <= 5; protocol++) {
            ArrayProgram arrays = new ArrayProgram(protocol);
            arrays.program.raw('}').text("model").raw('}', '(');
            arrays.array("backbone.conv1.weight", "f4", '>', true, new byte[16], 2, 2);
            arrays.array("backbone.conv1.bias", "f4", '<', false, new byte[8], 2)
                    .program
                    .raw('u', 's');
            byte[] sound = arrays.program.end();
            mutateAndOpen(sound, sound.length, 9 + protocol);
        }
    }

    /** Tensors of which one is a view, an optimizer beside them, and arguments of an unknown class. */
    private static Checkpoint checkpoint() {
        Checkpoint made = new Checkpoint();
        String key = made.floats(new float[12]);
        made.dict().program.text("args").global("argparse", "Namespace").raw(')', 0x81, '}', 'b');
        made.program.text("model").global("collections", "OrderedDict").raw(')', 'R', '(');
        made.tensor("w", "FloatStorage", key, 12, 0, new long[] {3, 4}, new long[] {4, 1});
        made.tensor("t", "FloatStorage", key, 12, 1, new long[] {2, 3}, new long[] {1, 4});
        return made.endDict().endDict();
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
        SplittableRandom random = new SplittableRandom(SEED + seed);
        Path file = folder.resolve("mutated");
        int refused = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        for (; rounds < ROUNDS || System.nanoTime() < end; rounds++) {
            byte[] bytes = sound.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                bytes = mutate(bytes, Math.min(head, bytes.length), random);
            }
            Files.write(file, bytes);
            refused += Assertions.assertTimeout(Duration.ofSeconds(5), () -> open(file)) ? 0 : 1;
        }
        assertThat(refused).as("refused of " + rounds).isGreaterThan(rounds / 10);
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

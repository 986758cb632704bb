package maskrcnn4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of torch that lie, are cut, or hold something else. */
class HostileTorchFilesTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> lies() {
        return Stream.of(
                lie(
                        "a tensor of 10 GB",
                        new long[] {1L << 32},
                        new long[] {1},
                        0,
                        "reaches from byte 0 to 17179869184"),
                lie(
                        "repeats to 10 GB",
                        new long[] {1L << 32},
                        new long[] {0},
                        0,
                        "takes 17179869184 bytes, the whole file has"),
                lie(
                        "offset beyond",
                        new long[] {1},
                        new long[] {1},
                        12,
                        "reaches from byte 48 to 52 of a storage of 48"),
                lie("negative offset", new long[] {1}, new long[] {1}, -1, "reaches from byte -4"),
                lie("huge offset", new long[] {1}, new long[] {1}, Long.MAX_VALUE, "further than can be counted"),
                lie("stride beyond", new long[] {2}, new long[] {12}, 0, "reaches from byte 0 to 52"),
                lie("negative stride", new long[] {2}, new long[] {-1}, 1, "negative stride"),
                lie("huge strides", new long[] {3, 3}, new long[] {1L << 62, 1L << 62}, 0, "than can be counted"),
                lie("negative size", new long[] {-2}, new long[] {1}, 0, "negative size"),
                lie(
                        "huge sizes",
                        new long[] {1L << 40, 1L << 40},
                        new long[] {0, 0},
                        0,
                        "more elements than can be counted"),
                lie("too few strides", new long[] {2, 2}, new long[] {1}, 0, "1 strides"),
                lie("65 axes", new long[65], new long[65], 0, "at most 64"));
    }

    private static Arguments lie(String what, long[] size, long[] stride, long offset, String said) {
        return Arguments.of(what, size, stride, offset, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void tensorThatReachesBeyondItsStorageIsRefused(String what, long[] size, long[] stride, long offset, String said)
            throws IOException {
        for (boolean legacy : new boolean[] {false, true}) {
            Checkpoint made = new Checkpoint();
            String key = made.floats(new float[12]);
            made.dict()
                    .tensor("w", "FloatStorage", key, 12, offset, size, stride)
                    .endDict();
            assertRefused(legacy ? made.legacy(4) : made.zip("m").end(), said);
        }
    }

    @Test
    void storageThatIsSmallerThanSaidIsRefused() throws IOException {
        Checkpoint made = new Checkpoint();
        made.dict().tensor("w", "FloatStorage", made.floats(1), 1L << 33, 0, new long[] {1}, new long[] {1});
        assertRefused(
                made.endDict().zip("m").end(), "its storage should have 8589934592 elements of F32, it has 4 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "QInt8Storage, '0', whose element type is not supported",
        "FloatStorage, '7', its storage is not in the file",
        "FloatStorage, '../data.pkl', its storage is not in the file",
    })
    void storageThatIsNoneIsRefused(String type, String key, String said) throws IOException {
        Checkpoint made = new Checkpoint();
        made.floats(1);
        made.dict().tensor("w", type, key, 1, 0, new long[] {1}, new long[] {1}).endDict();
        assertRefused(made.zip("m").end(), said);
    }

    static Stream<Arguments> falseTables() {
        return Stream.of(
                table("compressed", entry -> entry.method = 8, "is compressed"),
                table("encrypted", entry -> entry.flags = 1, "is encrypted"),
                table("size beyond the file", entry -> entry.size = entry.packed = 1 << 30, "more than the file holds"),
                table("two sizes", entry -> entry.size++, "contradict each other"),
                table("place beyond the file", entry -> entry.header = 1 << 30, "begins outside of the data"),
                table("place of nothing", entry -> entry.header += 3, "is not where the table of contents says"),
                table("place of another", entry -> entry.header = 0, "overlap"),
                table("checksum", entry -> entry.crc++, "the checksum of its entry m/data/0 does not fit"));
    }

    private static Arguments table(String what, Consumer<ZipBytes.Listed> lie, String said) {
        return Arguments.of(what, lie, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("falseTables")
    void archiveThatLiesIsRefused(String what, Consumer<ZipBytes.Listed> lie, String said) throws IOException {
        for (boolean wide : new boolean[] {false, true}) {
            Checkpoint made = StorageViews.file();
            ZipBytes zip = new ZipBytes().add("m/data.pkl", made.program.end()).add("m/data/0", StorageViews.storage());
            lie.accept(zip.last());
            assertRefused((wide ? zip.wide() : zip).end(), said);
        }
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        for (byte[] sound :
                List.of(StorageViews.file().zip("m").end(), StorageViews.file().legacy(4))) {
            for (int length = 9; length < sound.length; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                assertThatThrownBy(() -> WeightFiles.open(Files.write(folder.resolve("cut"), cut))
                                .close())
                        .as("cut to %s", length)
                        .isInstanceOf(WeightException.class);
            }
        }
    }

    @Test
    void filesWithoutWeightsSayWhatTheyHold() throws IOException {
        Checkpoint call = new Checkpoint();
        call.program.global("os", "system").raw('(').text("echo").raw('t', 'R');
        assertRefused(call.zip("m").end(), "asks Python to use os.system");
        Checkpoint other = new Checkpoint();
        other.program.raw('}').text("losses").raw(']', 's');
        assertRefused(
                other.zip("m").end(),
                "holds no tensors where weights are kept: it is a dictionary with 1 entries (losses)");
        Checkpoint object = new Checkpoint();
        object.program.global("my.code", "Thing").raw(')', 'R');
        assertRefused(object.zip("m").end(), "it is an object made by my.code.Thing");
        assertRefused(StorageViews.file().zip("m").add("m/constants.pkl", "").end(), "TorchScript");
        Checkpoint cycle = new Checkpoint();
        cycle.program.raw('}', 'q', 0).text("model").raw('h', 0, 's');
        assertRefused(cycle.zip("m").end(), "holds no tensors");
        Checkpoint deep = new Checkpoint();
        deep.program.raw('}').times(50, p -> p.text("x").raw('}')).times(50, p -> p.raw('s'));
        assertRefused(deep.zip("m").end(), "deep in each other");
    }

    private void assertRefused(byte[] content, String said) throws IOException {
        Path path = Files.write(folder.resolve("hostile"), content);
        assertThatThrownBy(() -> {
                    try (WeightFile file = WeightFiles.open(path)) {
                        for (String name : file.tensors().keySet()) {
                            file.floats(name);
                        }
                    }
                })
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1);
    }
}

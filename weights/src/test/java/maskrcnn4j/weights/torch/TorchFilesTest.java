package maskrcnn4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFilesTest {
    @TempDir
    Path folder;

    private WeightFile open(byte[] content) throws IOException {
        return WeightFiles.open(Files.write(folder.resolve("file"), content));
    }

    /** Views of one storage 0, 1, ... 11: whole, transposed, a part, repeated, a single number, nothing. */
    private static Checkpoint views() {
        Checkpoint file = new Checkpoint();
        String key = file.floats(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        return file.dict()
                .tensor("whole", "FloatStorage", key, 12, 0, new long[] {3, 4}, new long[] {4, 1})
                .tensor("turned", "FloatStorage", key, 12, 0, new long[] {4, 3}, new long[] {1, 4})
                .tensor("part", "FloatStorage", key, 12, 5, new long[] {2, 2}, new long[] {4, 1})
                .tensor("repeated", "FloatStorage", key, 12, 1, new long[] {2, 3}, new long[] {0, 1})
                .tensor("single", "FloatStorage", key, 12, 11, new long[0], new long[0])
                .tensor("one", "FloatStorage", key, 12, 11, new long[] {1, 1}, new long[] {99, 99})
                .tensor("none", "FloatStorage", key, 12, 0, new long[] {0, 4}, new long[] {4, 1})
                .endDict();
    }

    private static void assertViews(WeightFile file) throws IOException {
        assertThat(file.tensors().keySet())
                .containsExactly("whole", "turned", "part", "repeated", "single", "one", "none");
        assertThat(file.floats("whole")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(file.floats("turned")).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
        assertThat(file.floats("part")).containsExactly(5, 6, 9, 10);
        assertThat(file.floats("repeated")).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(file.floats("single")).containsExactly(11);
        assertThat(file.floats("one")).containsExactly(11);
        assertThat(file.floats("none")).isEmpty();
        assertThat(file.tensor("single").shape()).isEqualTo(Shape.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "maskrcnn_resnet50_fpn_coco-bf2d0c1e", "a/b"})
    void viewsOfOneStorageAreHonouredWhateverTheRootIsCalled(String root) throws IOException {
        byte[] zip = views().zip(root)
                .add(root + "/byteorder", "little")
                .add(root + "/.format_version", "1")
                .add(root + "/.data/serialization_id", "0".repeat(40))
                .end();
        try (WeightFile file = open(zip)) {
            assertThat(file.format()).isEqualTo("PyTorch");
            assertViews(file);
        }
    }

    @Test
    void zip64IsRead() throws IOException {
        try (WeightFile file = open(views().zip("archive").wide().end())) {
            assertViews(file);
        }
    }

    @Test
    void theFormBeforeZipIsRead() throws IOException {
        try (WeightFile file = open(views().legacy(4))) {
            assertThat(file.format()).isEqualTo("PyTorch (before 1.6)");
            assertViews(file);
        }
    }

    @Test
    void archiveWhosePickleComesLastIsRecognised() throws IOException {
        Checkpoint made = views();
        ZipBytes zip = new ZipBytes().add("x/filler", new byte[5000]);
        zip.add("x/data/0", bytesOf(made)).add("x/data.pkl", made.program.end());
        try (WeightFile file = open(zip.end())) {
            assertViews(file);
        }
    }

    private static byte[] bytesOf(Checkpoint made) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({
        "DoubleStorage, F64, 000000000000f03f, 1",
        "HalfStorage, F16, 003c00c0, 2",
        "BFloat16Storage, BF16, c03f, 1",
        "LongStorage, I64, feffffffffffffff, 1",
        "IntStorage, I32, feffffff, 1",
        "ShortStorage, I16, feff, 1",
        "CharStorage, I8, fe, 1",
        "ByteStorage, U8, fe, 1",
        "BoolStorage, BOOL, 0100, 2",
    })
    void everyElementTypeIsRead(String storage, TensorType type, String hex, long count) throws IOException {
        byte[] content = java.util.HexFormat.of().parseHex(hex);
        Checkpoint made = new Checkpoint();
        made.dict().tensor("a", storage, made.storage(content), count, 0, new long[] {count}, new long[] {1});
        try (WeightFile file = open(made.endDict().zip("m").end())) {
            assertThat(file.tensor("a")).isEqualTo(new TensorInfo("a", type, Shape.of(count)));
            ByteBuffer read = file.read("a");
            for (byte expected : content) {
                assertThat(read.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void bigEndianFilesAreTurned() throws IOException {
        Checkpoint made = new Checkpoint();
        String key = made.storage(new byte[] {0x3f, (byte) 0x80, 0, 0, 0x40, 0, 0, 0});
        made.dict()
                .tensor("a", "FloatStorage", key, 2, 0, new long[] {2}, new long[] {1})
                .endDict();
        try (WeightFile file = open(made.zip("m").add("m/byteorder", "big").end())) {
            assertThat(file.floats("a")).containsExactly(1, 2);
        }
    }

    @Test
    void trainingCheckpointGivesItsModel() throws IOException {
        Checkpoint made = new Checkpoint();
        String key = made.floats(7);
        made.dict()
                .program
                .text("args")
                .global("argparse", "Namespace")
                .raw(')', 0x81, '}')
                .text("lr")
                .raw('G');
        made.program.append(ByteBuffer.allocate(8).putDouble(0.02)).raw('s', 'b');
        made.program
                .text("counts")
                .global("collections", "Counter")
                .raw('}', 0x85, 'R')
                .text("epoch")
                .integer(25);
        made.program.text("model").global("collections", "OrderedDict").raw(')', 'R', '(');
        made.tensor("w", "FloatStorage", key, 1, 0, new long[] {1}, new long[] {1})
                .endDict();
        made.program.raw('}').text("_metadata").raw('N', 's', 'b').text("optimizer");
        made.dict()
                .tensor("momentum", "FloatStorage", key, 1, 0, new long[] {1}, new long[] {1})
                .endDict();
        made.endDict();
        try (WeightFile file = open(made.zip("m").end())) {
            assertThat(file.tensors()).containsOnlyKeys("w");
            assertThat(file.floats("w")).containsExactly(7);
            assertThat(file.metadata()).containsEntry("epoch", "25");
        }
    }

    @Test
    void parametersAreTensors() throws IOException {
        Checkpoint made = new Checkpoint();
        made.dict()
                .program
                .text("state_dict")
                .raw('}')
                .text("w")
                .global("torch._utils", "_rebuild_parameter")
                .raw('(');
        made.program.global("torch._utils", "_rebuild_tensor_v2").raw('(');
        made.reference("FloatStorage", made.floats(3), 1);
        made.program.integer(0).integers(1).integers(1).raw(0x89, 'N', 't', 'R', 0x88, 'N', 't', 'R', 's');
        made.endDict();
        try (WeightFile file = open(made.zip("m").end())) {
            assertThat(file.floats("w")).containsExactly(3);
        }
    }

    @Test
    void pickledModuleGivesTheTensorsOfItsParts() throws IOException {
        Checkpoint made = new Checkpoint();
        String key = made.floats(3, 4);
        made.program.global("my.code", "Net").raw(')', 0x81, '}', '(');
        made.program.text("_parameters");
        made.dict()
                .tensor("scale", "FloatStorage", key, 2, 0, new long[] {1}, new long[] {1})
                .endDict();
        made.program
                .text("_modules")
                .raw('}')
                .text("conv")
                .global("torch.nn", "Conv2d")
                .raw(')', 0x81, '}', '(');
        made.program.text("_parameters");
        made.dict()
                .tensor("weight", "FloatStorage", key, 2, 1, new long[] {1}, new long[] {1})
                .endDict();
        made.program.raw('u', 'b', 's', 'u', 'b');
        try (WeightFile file = open(made.zip("m").end())) {
            assertThat(file.tensors().keySet()).containsExactly("scale", "conv.weight");
            assertThat(file.floats("conv.weight")).containsExactly(4);
        }
    }

    @Test
    void legacyStorageCanBeAPartOfAnother() throws IOException {
        Checkpoint made = new Checkpoint();
        String key = made.floats(1, 2, 3, 4);
        made.dict()
                .program
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw('(', '(');
        made.program
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .integer(4);
        made.program.raw('(').text("9").integer(2).integer(2).raw('t', 't', 'Q');
        made.program.integer(1).integers(1).integers(1).raw(0x89, 'N', 't', 'R');
        try (WeightFile file = open(made.endDict().legacy(4))) {
            assertThat(file.floats("w")).containsExactly(4);
        }
    }

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
            Checkpoint made = views();
            ZipBytes zip = new ZipBytes().add("m/data.pkl", made.program.end()).add("m/data/0", bytesOf(made));
            lie.accept(zip.last());
            assertRefused((wide ? zip.wide() : zip).end(), said);
        }
    }

    @Test
    void checksumThatTheWriterLeftOutIsNotMissed() throws IOException {
        Checkpoint made = views();
        ZipBytes zip = new ZipBytes().add("m/data.pkl", made.program.end()).add("m/data/0", bytesOf(made));
        zip.last().crc = 0;
        try (WeightFile file = open(zip.end())) {
            assertViews(file);
        }
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        for (byte[] sound : List.of(views().zip("m").end(), views().legacy(4))) {
            for (int length = 9; length < sound.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(sound, length);
                assertThatThrownBy(() -> open(cut).close())
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
        assertRefused(views().zip("m").add("m/constants.pkl", "").end(), "TorchScript");
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

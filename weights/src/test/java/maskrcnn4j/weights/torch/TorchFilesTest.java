package maskrcnn4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFilesTest {
    @TempDir
    private Path folder;

    private WeightFile open(byte[] content) throws IOException {
        return WeightFiles.open(Files.write(folder.resolve("file"), content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "maskrcnn_resnet50_fpn_coco-bf2d0c1e", "a/b"})
    void viewsOfOneStorageAreHonouredWhateverTheRootIsCalled(String root) throws IOException {
        byte[] zip = StorageViews.file()
                .zip(root)
                .add(root + "/byteorder", "little")
                .add(root + "/.format_version", "1")
                .add(root + "/.data/serialization_id", "0".repeat(40))
                .end();
        try (WeightFile file = open(zip)) {
            assertThat(file.format()).isEqualTo("PyTorch");
            StorageViews.requireIn(file);
        }
    }

    @Test
    void zip64IsRead() throws IOException {
        try (WeightFile file = open(StorageViews.file().zip("archive").wide().end())) {
            StorageViews.requireIn(file);
        }
    }

    @Test
    void theFormBeforeZipIsRead() throws IOException {
        try (WeightFile file = open(StorageViews.file().legacy(4))) {
            assertThat(file.format()).isEqualTo("PyTorch (before 1.6)");
            StorageViews.requireIn(file);
        }
    }

    @Test
    void archiveWhosePickleComesLastIsRecognised() throws IOException {
        Checkpoint made = StorageViews.file();
        ZipBytes zip = new ZipBytes().add("x/filler", new byte[5000]);
        zip.add("x/data/0", StorageViews.storage()).add("x/data.pkl", made.program.end());
        try (WeightFile file = open(zip.end())) {
            StorageViews.requireIn(file);
        }
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

    @Test
    void checksumThatTheWriterLeftOutIsNotMissed() throws IOException {
        Checkpoint made = StorageViews.file();
        ZipBytes zip = new ZipBytes().add("m/data.pkl", made.program.end()).add("m/data/0", StorageViews.storage());
        zip.last().crc = 0;
        try (WeightFile file = open(zip.end())) {
            StorageViews.requireIn(file);
        }
    }
}

package maskrcnn4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.pickle.PickleObject;
import maskrcnn4j.weights.pickle.Unpickler;
import maskrcnn4j.weights.storage.HeapStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchWriterTest {
    private static final NamedTensors TENSORS = NamedTensors.builder()
            .add("backbone.conv1.weight", Shape.of(2, 1, 3, 3), new float[18])
            .add("b\u00e9ta", Shape.of(3), new float[] {1, 2, 3})
            .add("number", Shape.of(), new float[] {7})
            .add("nothing", Shape.of(0, 4), new float[0])
            .add(new TensorInfo("counts", TensorType.I64, Shape.of(1)), ByteBuffer.wrap(new byte[8]))
            .build();

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("out.pth");
        TorchWriter.write(file, TENSORS);
        try (WeightFile read = WeightFiles.open(file)) {
            assertThat(read.tensors()).isEqualTo(TENSORS.tensors());
            for (String name : TENSORS.tensors().keySet()) {
                assertThat(read.read(name)).isEqualTo(TENSORS.read(name));
            }
        }
    }

    @Test
    void archiveIsSoundForOthersAndAligned() throws IOException {
        Path file = folder.resolve("out.pth");
        TorchWriter.write(file, TENSORS);
        byte[] bytes = Files.readAllBytes(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("archive/version")).readAllBytes(),
                            StandardCharsets.US_ASCII))
                    .isEqualTo("3\n");
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                zip.getInputStream(entry).readAllBytes(); // its checksum is compared here
            }
        }
        Map<String, ZipEntries.Entry> entries = ZipEntries.of(new HeapStorage(bytes));
        assertThat(entries.values()).allMatch(entry -> entry.start() % 64 == 0);
    }

    @Test
    void pickleUsesNothingThatWeightsOnlyLoadingRefuses() throws IOException {
        Path file = folder.resolve("out.pth");
        TorchWriter.write(file, TENSORS);
        byte[] bytes = Files.readAllBytes(file);
        ZipEntries.Entry entry = ZipEntries.of(new HeapStorage(bytes)).get("archive/data.pkl");
        Object root = Unpickler.read(new HeapStorage(bytes).part(entry.start(), entry.size()), 0)
                .value();
        assertThat(root).isInstanceOf(PickleObject.class);
        PickleObject dict = (PickleObject) root;
        assertThat(dict.isMadeBy("collections", "OrderedDict")).isTrue();
        assertThat(dict.entries().entries().values())
                .allMatch(value -> value instanceof PickleObject tensor
                        && tensor.isMadeBy("torch._utils", "_rebuild_tensor_v2")
                        && tensor.arguments().items().size() == 6);
    }

    @Test
    void sameTensorsGiveTheSameFile() throws IOException {
        TorchWriter.write(folder.resolve("a.pth"), TENSORS);
        TorchWriter.write(folder.resolve("b.pth"), TENSORS);
        assertThat(folder.resolve("a.pth")).hasSameBinaryContentAs(folder.resolve("b.pth"));
    }

    @Test
    void typesThatTorchHasNoStorageForAreRefusedAndLeaveNothing() {
        NamedTensors odd = NamedTensors.builder()
                .add(new TensorInfo("x", TensorType.U32, Shape.of(1)), ByteBuffer.wrap(new byte[4]))
                .build();
        assertThatThrownBy(() -> TorchWriter.write(folder.resolve("out.pth"), odd))
                .hasMessageContaining("tensor x holds U32 numbers, for which PyTorch has no storage");
        assertThat(folder).isEmptyDirectory();
    }
}

package maskrcnn4j.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        NamedTensors tensors = NamedTensors.builder()
                .add(new TensorInfo("flags", TensorType.BOOL, Shape.of(3)), ByteBuffer.wrap(new byte[] {1, 0, 1}))
                .add("layer \"1\"\n/ж", Shape.of(2, 2), new float[] {1, -2.5f, Float.NaN, Float.MIN_VALUE})
                .add("none", Shape.of(0, 7), new float[] {})
                .add("scalar", Shape.of(), new float[] {42})
                .add(new TensorInfo("count", TensorType.I64, Shape.of(1)), ByteBuffer.wrap(new byte[8]))
                .build();
        Map<String, String> metadata = Map.of("spec", "{\"a\": 1}", "note", "zwei\nZeilen");
        Path file = folder.resolve("a.safetensors");

        SafetensorsWriter.write(file, tensors, metadata);

        try (WeightFile read = SafetensorsReader.open(file)) {
            assertThat(read.metadata()).isEqualTo(metadata);
            assertThat(read.tensors()).containsExactlyInAnyOrderEntriesOf(tensors.tensors());
            for (String name : tensors.tensors().keySet()) {
                assertThat(read.read(name)).as(name).isEqualTo(tensors.read(name));
            }
            assertThat(read.floats("flags")).containsExactly(1, 0, 1);
        }
    }

    @Test
    void everyTensorLiesOnTheAlignmentOfItsElements() throws IOException {
        NamedTensors tensors = NamedTensors.builder()
                .add(new TensorInfo("odd", TensorType.U8, Shape.of(3)), ByteBuffer.wrap(new byte[3]))
                .add("f", Shape.of(1), new float[] {1})
                .add(new TensorInfo("wide", TensorType.F64, Shape.of(1)), ByteBuffer.wrap(new byte[8]))
                .build();
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());
        try (WeightFile read = SafetensorsReader.open(file)) {
            assertThat(read.tensors().keySet()).containsExactly("wide", "f", "odd");
        }
        assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).get(0) % 8).isZero();
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.writeString(file, "old");
        TensorSource failing = new TensorSource() {
            @Override
            public Map<String, TensorInfo> tensors() {
                return Map.of("a", new TensorInfo("a", TensorType.F32, Shape.of(2)));
            }

            @Override
            public void read(String name, long offset, ByteBuffer target) throws IOException {
                throw new IOException("device lost");
            }
        };
        assertThatThrownBy(() -> SafetensorsWriter.write(file, failing, Map.of()))
                .hasMessage("device lost");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(file).hasContent("old");
    }
}

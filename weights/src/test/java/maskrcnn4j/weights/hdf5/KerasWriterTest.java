package maskrcnn4j.weights.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasWriterTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadToTheLastBit() throws IOException {
        NamedTensors tensors = NamedTensors.builder()
                .add("conv1/conv1/kernel:0", Shape.of(2, 1, 1, 3), new float[] {1, -2, 3.5f, Float.MIN_VALUE, 0, -0f})
                .add("conv1/conv1/bias:0", Shape.of(3), new float[] {1, 2, 3})
                .add("rpn_model/rpn_class_raw/bias:0", Shape.of(2), new float[] {4, 5})
                .add("rpn_model/rpn_bbox_pred/bias:0", Shape.of(1), new float[] {6})
                .build();
        assertRoundTrip(tensors, Map.of("keras_version", "2.1.6", "backend", "tensorflow"));
    }

    @Test
    void longListsOfLayersAreSplitAsKerasSplitsThem() throws IOException {
        NamedTensors.Builder tensors = NamedTensors.builder();
        IntStream.range(0, 1500).forEach(i -> {
            String layer = "a_layer_with_a_name_that_takes_room_" + (i * 7919 % 1500);
            tensors.add(layer + '/' + layer + "/bias:0", Shape.of(1), new float[] {i});
        });
        assertRoundTrip(tensors.build(), Map.of());
    }

    @Test
    void anInterruptedFileHasNoStructure() throws IOException {
        Path file = folder.resolve("whole.h5");
        KerasWriter.write(
                file,
                NamedTensors.builder()
                        .add("a/a/bias:0", Shape.of(1000), new float[1000])
                        .build(),
                Map.of());
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {96, 2000, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.h5"), java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> WeightFiles.open(cut))
                    .isInstanceOf(WeightException.class)
                    .hasMessageContaining("expected are " + bytes.length + " bytes, found " + length);
        }
    }

    @Test
    void namesThatKerasCannotHaveAreRefused() {
        NamedTensors tensors =
                NamedTensors.builder().add("bias", Shape.of(1), new float[1]).build();
        assertThatThrownBy(() -> KerasWriter.write(folder.resolve("x.h5"), tensors, Map.of()))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("bias is not named layer/weight");
        assertThat(folder).isEmptyDirectory();
    }

    private void assertRoundTrip(NamedTensors tensors, Map<String, String> attributes) throws IOException {
        Path file = folder.resolve("written.h5");
        KerasWriter.write(file, tensors, attributes);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        try (WeightFile read = WeightFiles.open(file)) {
            assertThat(read.metadata()).containsExactlyInAnyOrderEntriesOf(attributes);
            assertThat(read.notices()).isEmpty();
            assertThat(List.copyOf(read.tensors().values()))
                    .isEqualTo(List.copyOf(tensors.tensors().values()));
            for (TensorInfo info : tensors.tensors().values()) {
                assertThat(read.read(info.name())).isEqualTo(tensors.read(info.name()));
            }
        }
    }
}

package maskrcnn4j.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightFile;

/** A file whose tensors are views of one storage 0, 1, ... 11: whole, transposed, a part, repeated, a single number, nothing. */
final class StorageViews {
    private StorageViews() {}

    /** The file, to be packed in any form. */
    static Checkpoint file() {
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

    /** Holds what was read against what was written. */
    static void requireIn(WeightFile file) throws IOException {
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

    /** The bytes of the storage. */
    static byte[] storage() {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }
}

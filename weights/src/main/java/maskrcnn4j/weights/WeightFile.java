package maskrcnn4j.weights;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An open weight file (or folder of files that belong together): named tensors, and what the file says of itself. */
public interface WeightFile extends TensorSource, Closeable {

    /** Where the weights come from, as messages and reports show it: usually the path. */
    String origin();

    /** The kind of file in words, for example {@code safetensors}. */
    String format();

    /** The text entries that the file carries beside its tensors; empty if there are none; unmodifiable. */
    Map<String, String> metadata();

    /** What a user should know of this file although it can be read, one line each; unmodifiable. */
    default List<String> notices() {
        return List.of();
    }

    @Override
    void close() throws IOException;

    /**
     * A weight file whose tensors are in memory already; closing it does nothing.
     *
     * @param origin see {@link #origin()}
     * @param format see {@link #format()}
     * @param metadata see {@link #metadata()}
     * @param tensors see {@link #tensors()}
     */
    static WeightFile inMemory(String origin, String format, Map<String, String> metadata, NamedTensors tensors) {
        return new InMemoryWeightFile(
                origin, format, Collections.unmodifiableMap(new LinkedHashMap<>(metadata)), tensors);
    }
}

package maskrcnn4j.weights.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/** An open weight file whose tensors are views of its bytes. */
public final class ViewedFile implements WeightFile {
    private final String origin;
    private final String format;
    private final Map<String, String> metadata;
    private final Map<String, TensorView> views = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Closeable file;

    /**
     * Makes a weight file.
     *
     * @param origin see {@link #origin()}
     * @param format see {@link #format()}
     * @param metadata see {@link #metadata()}
     * @param tensors its tensors, every name once
     * @param file what is closed with it
     */
    public ViewedFile(
            String origin,
            String format,
            Map<String, String> metadata,
            Collection<TensorView> tensors,
            Closeable file) {
        this.origin = origin;
        this.format = format;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.file = file;
        for (TensorView view : tensors) {
            views.put(view.info().name(), view);
            this.tensors.put(view.info().name(), view.info());
        }
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        try {
            tensor(name);
            views.get(name).read(offset, target);
        } catch (WeightException e) {
            throw new WeightException(origin + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

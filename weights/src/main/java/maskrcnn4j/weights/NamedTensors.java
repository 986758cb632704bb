package maskrcnn4j.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named tensors in memory, immutable, in the order in which they were added. */
public final class NamedTensors implements TensorSource {
    private final Map<String, TensorInfo> tensors;
    private final Map<String, ByteBuffer> data;

    private NamedTensors(Map<String, TensorInfo> tensors, Map<String, ByteBuffer> data) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.data = Map.copyOf(data);
    }

    /** Starts an empty collection. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws WeightException {
        TensorInfo info = tensor(name);
        if (offset < 0 || offset > info.byteSize() - target.remaining()) {
            throw new WeightException("tensor " + name + " has " + info.byteSize() + " bytes, asked for "
                    + target.remaining() + " from byte " + offset);
        }
        ByteBuffer bytes = data.get(name);
        target.put(bytes.slice((int) offset, target.remaining()));
    }

    /** Collects tensors; every name once. */
    public static final class Builder {
        private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        private final Map<String, ByteBuffer> data = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a tensor. The bytes are kept, not copied: the caller must not change them afterwards.
         *
         * @param info name, type and shape
         * @param bytes the elements, row-major, contiguous, little-endian, from position to limit
         * @throws IllegalArgumentException if the name is taken or the number of bytes is not the tensor's
         */
        public Builder add(TensorInfo info, ByteBuffer bytes) {
            if (bytes.remaining() != info.byteSize()) {
                throw new IllegalArgumentException("tensor " + info.name() + ": " + info.shape() + " of " + info.type()
                        + " takes " + info.byteSize() + " bytes, given are " + bytes.remaining());
            }
            if (tensors.putIfAbsent(info.name(), info) != null) {
                throw new IllegalArgumentException("two tensors are named " + info.name());
            }
            data.put(info.name(), bytes.slice().asReadOnlyBuffer());
            return this;
        }

        /**
         * Adds a copy of float32 values.
         *
         * @throws IllegalArgumentException if the name is taken or the number of values is not the shape's
         */
        public Builder add(String name, Shape shape, float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return add(new TensorInfo(name, TensorType.F32, shape), bytes);
        }

        public NamedTensors build() {
            return new NamedTensors(tensors, data);
        }
    }
}

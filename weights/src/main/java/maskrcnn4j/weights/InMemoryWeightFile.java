package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A weight file whose reader had to compute its tensors. */
record InMemoryWeightFile(String origin, String format, Map<String, String> metadata, NamedTensors named)
        implements WeightFile {

    @Override
    public Map<String, TensorInfo> tensors() {
        return named.tensors();
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        named.read(name, offset, target);
    }

    @Override
    public void close() {}
}

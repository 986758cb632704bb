package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;

/** Tensors that come from several places. */
final class JoinedTensors implements TensorSource {
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, TensorSource> places = new LinkedHashMap<>();

    /** Adds a tensor, in place of one of the same name. */
    JoinedTensors add(String name, TensorSource from) throws WeightException {
        tensors.put(name, from.tensor(name));
        places.put(name, from);
        return this;
    }

    /** Adds all tensors of a source, in place of those of the same names. */
    JoinedTensors addAll(TensorSource from) {
        tensors.putAll(from.tensors());
        from.tensors().keySet().forEach(name -> places.put(name, from));
        return this;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        places.get(tensor(name).name()).read(name, offset, target);
    }
}

package maskrcnn4j.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.testing.formula.WeightTable;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/** The weights of a fixture under the names of their family, computed when they are read. */
public final class FormulaTensors implements WeightFile {
    private final WeightTable table;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    public FormulaTensors(WeightTable table) {
        this.table = table;
        table.entries()
                .forEach((name, entry) ->
                        tensors.put(name, new TensorInfo(name, TensorType.F32, Shape.of(entry.shape()))));
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws WeightException {
        tensor(name);
        if (offset != 0) {
            throw new WeightException(name + ": computed as a whole only");
        }
        float[] values = table.values(name);
        target.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        target.position(target.position() + Float.BYTES * values.length);
    }

    @Override
    public String origin() {
        return "the weights of a fixture";
    }

    @Override
    public String format() {
        return "formula";
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void close() {}
}

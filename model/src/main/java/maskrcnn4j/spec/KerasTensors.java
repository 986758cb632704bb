package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;

/** The tensors of a model under Keras' names and in its layouts, in the order of Matterport's layers. */
final class KerasTensors implements TensorSource {
    private static final List<String> PARTS =
            List.of("backbone.", "fpn.lateral5", "fpn.lateral", "fpn.output5", "fpn.output", "rpn.", "box.", "mask.");

    private final TensorSource ours;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private String held = "";
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /**
     * Renames tensors.
     *
     * @param needed our names
     * @throws WeightException if one has no place in Matterport's network
     */
    KerasTensors(TensorSource ours, Iterable<String> needed) throws WeightException {
        this.ours = ours;
        WeightNaming naming = new MatterportNaming();
        List<String> ordered = new ArrayList<>();
        needed.forEach(ordered::add);
        ordered.sort(java.util.Comparator.comparingInt(KerasTensors::part));
        for (String name : ordered) {
            String theirs = naming.foreign(name)
                    .orElseThrow(() -> new WeightException("Keras .h5 files are written of models of Matterport's kind"
                            + " only; " + name + " has no place there; write .safetensors or .pth"));
            TensorInfo info = ours.tensor(name);
            Shape shape = info.shape();
            boolean turned = theirs.endsWith("kernel:0");
            if (turned) {
                shape = shape.rank() == 2
                        ? Shape.of(shape.size(1), shape.size(0))
                        : Shape.of(shape.size(2), shape.size(3), shape.size(1), shape.size(0));
            }
            names.put(theirs, name);
            tensors.put(theirs, new TensorInfo(theirs, TensorType.F32, shape));
        }
    }

    private static int part(String name) {
        for (int i = 0; i < PARTS.size(); i++) {
            if (name.startsWith(PARTS.get(i))) {
                return i;
            }
        }
        return PARTS.size();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public synchronized void read(String name, long offset, ByteBuffer target) throws IOException {
        TensorInfo info = tensor(name);
        if (!held.equals(name)) {
            float[] values = ours.floats(names.get(name));
            bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(name.endsWith("kernel:0") ? turned(values, info.shape()) : values);
            held = name;
        }
        target.put(bytes.slice((int) offset, target.remaining()));
    }

    /** {@code [out, in, pixels]} to {@code [pixels, in, out]}. */
    private static float[] turned(float[] values, Shape shape) {
        int out = (int) shape.size(shape.rank() - 1);
        int in = (int) shape.size(shape.rank() - 2);
        int pixels = out * in == 0 ? 0 : values.length / out / in;
        float[] turned = new float[values.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int p = 0; p < pixels; p++) {
                    turned[(p * in + i) * out + o] = values[(o * in + i) * pixels + p];
                }
            }
        }
        return turned;
    }
}

package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;

/** The tensors of a foreign file under our names and in our shapes. */
public final class RenamedTensors implements TensorSource {
    private final TensorSource foreign;
    private final Map<String, String> theirs = new HashMap<>();
    private final Map<String, TensorInfo> ours = new LinkedHashMap<>();
    private final Map<String, TurnedTensor> turned = new HashMap<>();
    private final TensorSource changed;

    /**
     * Looks at a file through a naming.
     *
     * @throws WeightException if two tensors have one name of ours, or a tensor's numbers do not allow our shape
     */
    public RenamedTensors(TensorSource foreign, WeightNaming naming) throws IOException {
        this.foreign = foreign;
        NamedTensors.Builder rebuilt = NamedTensors.builder();
        for (TensorInfo info : foreign.tensors().values()) {
            WeightNaming.Renamed renamed = naming.rename(info.name()).orElse(null);
            if (renamed == null) {
                continue;
            }
            String other = theirs.put(renamed.name(), info.name());
            if (other != null) {
                throw new WeightException(
                        "the tensors " + other + " and " + info.name() + " are both meant for " + renamed.name());
            }
            Shape shape = switch (renamed.layout()) {
                case SAME -> info.shape();
                case CHANNELS_LAST, TRANSPOSED -> {
                    turned.put(renamed.name(), TurnedTensor.of(foreign, info, renamed.layout()));
                    yield turned.get(renamed.name()).shape();
                }
                case DIAGONAL -> diagonal(info, foreign.floats(info.name()), renamed.name(), rebuilt);
                case BACKGROUND_TO_END -> rows(info, 1, true, renamed.name(), rebuilt);
                case WITHOUT_BACKGROUND -> rows(info, 1, false, renamed.name(), rebuilt);
                case WITHOUT_BACKGROUND_BOX -> rows(info, 4, false, renamed.name(), rebuilt);
            };
            TensorType type = renamed.layout() == WeightNaming.Layout.SAME ? info.type() : TensorType.F32;
            ours.put(renamed.name(), new TensorInfo(renamed.name(), type, shape));
        }
        changed = rebuilt.build();
    }

    /** Takes the first rows away, or to the end. */
    private Shape rows(TensorInfo info, int first, boolean keep, String name, NamedTensors.Builder rebuilt)
            throws IOException {
        if (info.shape().rank() == 0 || info.shape().size(0) <= first) {
            throw new WeightException("tensor " + info.name() + " has shape " + info.shape()
                    + ", expected are more than " + first + " rows, the background's first");
        }
        float[] values = foreign.floats(info.name());
        int length = (int) (values.length / info.shape().size(0)) * first;
        long[] sizes = info.shape().toArray();
        sizes[0] -= keep ? 0 : first;
        float[] moved = new float[values.length - (keep ? 0 : length)];
        System.arraycopy(values, length, moved, 0, values.length - length);
        if (keep) {
            System.arraycopy(values, 0, moved, values.length - length, length);
        }
        rebuilt.add(name, Shape.of(sizes), moved);
        return Shape.of(sizes);
    }

    private static Shape diagonal(TensorInfo info, float[] values, String name, NamedTensors.Builder rebuilt)
            throws WeightException {
        if (info.shape().rank() != 4 || info.shape().size(0) != info.shape().size(1)) {
            throw new WeightException(
                    "tensor " + info.name() + " has shape " + info.shape() + ", expected is [K, K, h, w]");
        }
        int classes = (int) info.shape().size(0);
        int kernel = (int) (info.shape().size(2) * info.shape().size(3));
        FloatBuffer kept = FloatBuffer.allocate(classes * kernel);
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                int at = (i * classes + j) * kernel;
                for (int k = 0; k < kernel; k++) {
                    if (i == j) {
                        kept.put(values[at + k]);
                    } else if (values[at + k] != 0) {
                        throw new WeightException("tensor " + info.name() + " mixes classes " + i + " and " + j
                                + ": only an upsampling of each class by itself is supported");
                    }
                }
            }
        }
        Shape shape = Shape.of(classes, 1, info.shape().size(2), info.shape().size(3));
        rebuilt.add(name, shape, kept.array());
        return shape;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(ours);
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws IOException {
        TurnedTensor toTurn = turned.get(name);
        if (toTurn != null) {
            toTurn.read(offset, target);
        } else if (changed.tensors().containsKey(name)) {
            changed.read(name, offset, target);
        } else {
            foreign.read(theirs.get(tensor(name).name()), offset, target);
        }
    }
}

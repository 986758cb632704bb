package maskrcnn4j.model.layer;

import java.io.IOException;
import java.io.UncheckedIOException;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;

/** Brings weights from where they are stored into native memory. */
final class WeightReader {
    private final TensorSource source;
    private final Device device;

    WeightReader(TensorSource source, Device device) {
        this.source = source;
        this.device = device;
    }

    /** A tensor by our name: float32, row-major, on the device, in the current scope. */
    Tensor read(String name) throws IOException {
        TensorInfo info = source.tensor(name);
        ElementType type = switch (info.type()) {
            case F32 -> ElementType.FLOAT32;
            case F64 -> ElementType.FLOAT64;
            case F16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
            default ->
                throw new WeightException(
                        "tensor " + name + " holds " + info.type() + " numbers: weights must be F64, F32, F16 or BF16");
        };
        try {
            return Tensors.filled(type, info.shape().toArray(), buffer -> {
                        try {
                            source.read(name, buffer);
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    })
                    .to(ElementType.FLOAT32)
                    .to(device);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}

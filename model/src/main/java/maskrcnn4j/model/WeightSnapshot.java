package maskrcnn4j.model;

import java.util.Map;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorSource;

/** Copies of tensors in Java's memory, which outlive them. */
final class WeightSnapshot {
    private WeightSnapshot() {}

    static TensorSource of(Map<String, Tensor> tensors) {
        NamedTensors.Builder copies = NamedTensors.builder();
        tensors.forEach((name, tensor) -> copies.add(name, Shape.of(tensor.shape()), tensor.toFloats()));
        return copies.build();
    }
}

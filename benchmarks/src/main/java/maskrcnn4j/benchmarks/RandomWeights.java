package maskrcnn4j.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;

/** Weights of a model at random, such that every stage has its full work: as many proposals and detections as may be. */
final class RandomWeights implements TensorSource {
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    RandomWeights(Checkpoint checkpoint) {
        ExpectedTensors.of(checkpoint.spec(), checkpoint.categories().size() + 1)
                .forEach((name, shape) -> tensors.put(name, new TensorInfo(name, TensorType.F32, shape)));
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public void read(String name, long offset, ByteBuffer target) throws WeightException {
        Shape shape = tensor(name).shape();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        double bound = shape.rank() == 1 ? 0 : gain(name) * Math.sqrt(6.0 * shape.size(0) / shape.elements());
        double base = name.endsWith(".norm.weight") || name.endsWith(".var") ? 1 : 0;
        target.order(ByteOrder.LITTLE_ENDIAN);
        while (target.hasRemaining()) {
            target.putFloat((float) (base + bound * (2 * random.nextDouble() - 1)));
        }
    }

    private static double gain(String name) {
        if (name.startsWith("box.cls")) {
            return 3; // or no class would reach the score threshold
        }
        // Residual blocks add up: without a smaller last convolution, values grow from block to block.
        return name.endsWith("conv3.weight") ? 0.3 : name.startsWith("rpn.deltas") ? 0.05 : 1;
    }
}

package maskrcnn4j.spec;

import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;

/** Names and shapes of the tensors that parts of a network need. */
final class Declarations {
    private Declarations() {}

    /** A convolution {@code NAME} and, where there is one, its normalisation {@code NAME.norm}. */
    static void convolution(
            String name, int out, int inPerGroup, int kernel, NormSpec norm, Map<String, Shape> tensors) {
        tensors.put(name + ".weight", Shape.of(out, inPerGroup, kernel, kernel));
        if (!norm.isPresent() || norm.convolutionBias()) {
            tensors.put(name + ".bias", Shape.of(out));
        }
        if (norm.isPresent()) {
            tensors.put(name + ".norm.weight", Shape.of(out));
            tensors.put(name + ".norm.bias", Shape.of(out));
        }
        if (norm.hasStatistics()) {
            tensors.put(name + ".norm.mean", Shape.of(out));
            tensors.put(name + ".norm.var", Shape.of(out));
        }
    }

    static void linear(String name, int out, int in, Map<String, Shape> tensors) {
        tensors.put(name + ".weight", Shape.of(out, in));
        tensors.put(name + ".bias", Shape.of(out));
    }

    static void blocks(String prefix, List<InvertedResidual> blocks, Map<String, Shape> tensors) {
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).declare(prefix + ".block" + i, tensors);
        }
    }
}

package maskrcnn4j.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;

/** Tells which ResNet a trunk is, by the shapes of its tensors. */
final class TrunkName {
    private static final Map<List<Integer>, String> BASIC =
            Map.of(List.of(2, 2, 2, 2), "18", List.of(3, 4, 6, 3), "34");
    private static final Map<List<Integer>, String> BOTTLENECK =
            Map.of(List.of(3, 4, 6, 3), "50", List.of(3, 4, 23, 3), "101", List.of(3, 8, 36, 3), "152");

    private TrunkName() {}

    /** For example {@code ResNet-50} or {@code ResNeXt-101 32x8d}. */
    static String of(Map<String, TensorInfo> tensors) {
        List<Integer> blocks = new ArrayList<>();
        for (int stage = 1; tensors.containsKey(weight(stage, 0, 1)); stage++) {
            int count = 1;
            while (tensors.containsKey(weight(stage, count, 1))) {
                count++;
            }
            blocks.add(count);
        }
        boolean bottleneck = tensors.containsKey(weight(1, 0, 3));
        String depth = (bottleneck ? BOTTLENECK : BASIC).get(blocks);
        if (depth == null) {
            return "a ResNet with stages of " + blocks + " blocks";
        }
        Shape middle = tensors.get(weight(1, 0, 2)).shape();
        if (!bottleneck || middle.rank() != 4 || middle.size(1) == 0) {
            return "ResNet-" + depth;
        }
        long groups = middle.size(0) / middle.size(1);
        if (groups > 1) {
            return "ResNeXt-" + depth + " " + groups + "x" + middle.size(1) + "d";
        }
        return (middle.size(0) > 64 ? "wide ResNet-" : "ResNet-") + depth;
    }

    private static String weight(int stage, int block, int convolution) {
        return "backbone.stage" + stage + "." + block + ".conv" + convolution + ".weight";
    }
}

package maskrcnn4j.training.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.training.schedule.LayerGroups;

/** Which parameters are trained alike: by their depth in the trunk, and by whether they are drawn to 0. */
final class ParameterGroups {
    private record Key(double rateFactor, double weightDecay) {}

    private ParameterGroups() {}

    static List<ParameterGroup> of(Map<String, Tensor> trainable, OptimizerSpec spec, LayerGroups layers) {
        Map<Key, Map<String, Tensor>> groups = new LinkedHashMap<>();
        trainable.forEach((name, tensor) -> groups.computeIfAbsent(
                        new Key(rateFactor(layers.stage(name), spec), decay(name, tensor.count(), spec)),
                        key -> new LinkedHashMap<>())
                .put(name, tensor));
        List<ParameterGroup> made = new ArrayList<>();
        groups.forEach((key, tensors) -> made.add(new ParameterGroup(tensors, key.rateFactor, key.weightDecay)));
        return made;
    }

    private static double rateFactor(int stage, OptimizerSpec spec) {
        return Math.pow(spec.layerDecay(), LayerGroups.LAST_STAGE + 1 - stage);
    }

    private static double decay(String name, long size, OptimizerSpec spec) {
        boolean bias = name.endsWith(".bias");
        boolean norm = name.contains(".norm.");
        boolean spared = bias && !spec.decayBiases() || norm && !spec.decayNorms();
        if (spared) {
            return 0;
        }
        return spec.kind() == OptimizerSpec.Kind.SGD_MEAN_DECAY ? 2 * spec.weightDecay() / size : spec.weightDecay();
    }
}

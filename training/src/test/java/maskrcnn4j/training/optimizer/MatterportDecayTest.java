package maskrcnn4j.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.KerasTable;
import maskrcnn4j.training.schedule.LayerGroups;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MatterportDecayTest {
    private static final LayerGroups LAYERS =
            LayerGroups.of(Presets.named("matterport-r50").spec().backbone());

    private static OptimizerSpec spec(OptimizerSpec.Kind kind, double decay) {
        OptimizerSpec base = OptimizerSpec.MATTERPORT;
        return new OptimizerSpec(
                kind,
                base.momentum(),
                base.nesterov(),
                base.beta1(),
                base.beta2(),
                base.eps(),
                decay,
                base.decayNorms(),
                base.decayBiases(),
                base.layerDecay(),
                base.clip(),
                base.accumulate(),
                base.ema());
    }

    /** The decay of each parameter by name. */
    private static Map<String, Double> decays(Map<String, Tensor> parameters, OptimizerSpec spec) {
        Map<String, Double> decays = new LinkedHashMap<>();
        List<ParameterGroup> groups = ParameterGroups.of(parameters, spec, LAYERS);
        groups.forEach(group -> group.parameters().keySet().forEach(name -> decays.put(name, group.weightDecay())));
        return decays;
    }

    @Test
    @Tag("fixtures")
    void theLossOfDecayIsMatterports() {
        JsonNode file = FixtureFile.parse(Shared.require("fixtures/matterport/ops/losses.json"))
                .path("weight_decay");
        KerasTable table = KerasTable.read(FixtureFile.list("fixtures/matterport/network", ".json").stream()
                .filter(path -> path.getFileName().toString().startsWith("weights-"))
                .findFirst()
                .orElseThrow());
        for (JsonNode c : file.path("terms_of_formula_weights_with_constant_0")) {
            try (Scope scope = Scope.open()) {
                String theirs = c.path("name").asString();
                String ours = Presets.named("matterport-r50")
                        .naming()
                        .rename(theirs)
                        .orElseThrow()
                        .name();
                float[] values = table.values(theirs, 0);
                double sum = 0;
                for (float value : values) {
                    sum += (double) value * value;
                }
                double decay = decays(
                                Map.of(ours, Tensors.of(values, values.length)),
                                spec(
                                        OptimizerSpec.Kind.SGD_MEAN_DECAY,
                                        file.path("WEIGHT_DECAY").asDouble()))
                        .get(ours);
                double term = c.path("term").asDouble();
                // The gradient of term is decay * w, that of sum is 2 w.
                assertThat(decay * sum / 2).as(theirs).isCloseTo(term, within(2e-6 * term));
            }
        }
    }

    @Test
    void meanSquaresDecayByTheirSizeAndNormsNotAtAll() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            parameters.put("box.cls.weight", Tensors.of(new float[20], 20));
            parameters.put("box.cls.bias", Tensors.of(new float[2], 2));
            parameters.put("box.fc1.norm.weight", Tensors.of(new float[4], 4));
            parameters.put("box.fc1.norm.bias", Tensors.of(new float[4], 4));
            Map<String, Double> mean = decays(parameters, spec(OptimizerSpec.Kind.SGD_MEAN_DECAY, 1e-4));
            assertThat(mean)
                    .containsEntry("box.cls.weight", 2e-4 / 20)
                    .containsEntry("box.cls.bias", 1e-4)
                    .containsEntry("box.fc1.norm.weight", 0.0)
                    .containsEntry("box.fc1.norm.bias", 0.0);
            Map<String, Double> proper = decays(parameters, spec(OptimizerSpec.Kind.SGD, 1e-4));
            assertThat(proper).containsEntry("box.cls.weight", 1e-4).containsEntry("box.fc1.norm.weight", 0.0);
        }
    }
}

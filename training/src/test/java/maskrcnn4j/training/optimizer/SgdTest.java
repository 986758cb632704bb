package maskrcnn4j.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SgdTest {
    @Test
    @Tag("fixtures")
    void stepsEqualTorchs() {
        List<Path> files = FixtureFile.list("fixtures/torchvision", "op-sgd.json");
        assertThat(files).isNotEmpty();
        for (Path path : files) {
            FixtureFile file = FixtureFile.read(path);
            JsonNode settings = file.settings();
            assertThat(settings.path("dampening").asDouble()).isZero();
            try (Scope scope = Scope.open()) {
                Tensor parameter = Autograd.track(tensor(file.root().path("start")));
                try (Sgd sgd = new Sgd(
                        List.of(new ParameterGroup(
                                Map.of("p", parameter),
                                1,
                                settings.path("weightDecay").asDouble())),
                        settings.path("momentum").asDouble(),
                        settings.path("nesterov").asBoolean())) {
                    for (JsonNode step : file.root().path("steps")) {
                        sgd.clearGradients();
                        Autograd.backward(parameter
                                .multiply(tensor(step.path("gradient")))
                                .sum());
                        sgd.step(step.path("learningRate").asDouble());
                        FixtureFile.recorded(file + " after", step.path("after"))
                                .requireClose(parameter.shape(), parameter.toFloats());
                    }
                }
            }
        }
    }

    private static Tensor tensor(JsonNode node) {
        double[] values = FixtureFile.doubles(node.path("data"));
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensors.of(floats, floats.length);
    }

    @Test
    void aParameterWithoutGradientGoesOnMovingByMomentumAndDecay() {
        try (Scope scope = Scope.open()) {
            Tensor parameter = Autograd.track(Tensors.of(new float[] {1}, 1));
            try (Sgd sgd = new Sgd(List.of(new ParameterGroup(Map.of("p", parameter), 2, 0.1)), 0.5, false)) {
                sgd.step(0.1); // v = 0.1, p = 1 - 0.2 * 0.1
                assertThat(parameter.item()).isCloseTo(0.98, within(1e-6));
                sgd.step(0.1); // v = 0.05 + 0.098
                assertThat(parameter.item()).isCloseTo(0.98 - 0.2 * 0.148, within(1e-6));
            }
        }
    }

    @Test
    void nesterovLooksAhead() {
        try (Scope scope = Scope.open()) {
            Tensor parameter = Autograd.track(Tensors.of(new float[] {1}, 1));
            try (Sgd sgd = new Sgd(List.of(new ParameterGroup(Map.of("p", parameter), 1, 0)), 0.9, true)) {
                Autograd.backward(parameter.multiply(3).sum());
                sgd.step(0.1); // p - 0.1 * (3 + 0.9 * 3)
                assertThat(parameter.item()).isCloseTo(0.43, within(1e-6));
            }
        }
    }

    @Test
    void longParametersMoveInAllTheirParts() {
        try (Scope scope = Scope.open()) {
            Tensor parameter = Autograd.track(Tensors.full(maskrcnn4j.tensor.ElementType.FLOAT32, 1, 700_001));
            try (Sgd sgd = new Sgd(List.of(new ParameterGroup(Map.of("p", parameter), 1, 0)), 0.9, false)) {
                Autograd.backward(parameter.sum());
                sgd.step(0.25);
                assertThat(parameter.valuesEqual(Tensors.full(maskrcnn4j.tensor.ElementType.FLOAT32, 0.75, 700_001)))
                        .isTrue();
            }
        }
    }
}

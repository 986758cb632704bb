package maskrcnn4j.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import org.junit.jupiter.api.Test;

class GradientNormsTest {
    @Test
    void gradientsBeyondALimitShrinkTogetherToItAndOthersStay() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> parameters = parameters(3, 4, 1);
            Tensor x = parameters.get("x");
            Tensor y = parameters.get("y");
            Autograd.backward(x.multiply(x).sum().add(y.multiply(y).sum())); // gradients 6 and 8

            GradientNorms norms = GradientNorms.of(parameters);
            assertThat(norms.norms()).containsOnly(Map.entry("x", 6.0), Map.entry("y", 8.0), Map.entry("unused", 0.0));
            assertThat(norms.total()).isCloseTo(10, within(1e-6));
            assertThat(norms.largest(2)).containsExactly("y 8.00", "x 6.00");

            norms.clip(parameters, 11);
            assertThat(GradientNorms.of(parameters)).isEqualTo(norms);
            norms.clip(parameters, 5);
            assertThat(Autograd.gradient(x).orElseThrow().toFloats()).containsExactly(new float[] {3}, within(1e-5f));
            assertThat(Autograd.gradient(y).orElseThrow().toFloats()).containsExactly(new float[] {4}, within(1e-5f));
        }
    }

    @Test
    void aGradientThatIsNoNumberIsFoundAndComesFirst() {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> parameters = parameters(3, 0, 1);
            Tensor x = parameters.get("x");
            Tensor y = parameters.get("y");
            Autograd.backward(x.multiply(x).sum().add(y.multiply(y).sum()));
            GradientNorms norms = GradientNorms.of(parameters);
            assertThat(norms.nonFinite()).isEmpty();

            Autograd.backward(y.multiply(Float.POSITIVE_INFINITY).sum());
            norms = GradientNorms.of(parameters);
            assertThat(norms.nonFinite()).contains("y");
            assertThat(norms.total()).isNotFinite();
            assertThat(norms.largest(1)).singleElement().asString().startsWith("y ");
        }
    }

    private static Map<String, Tensor> parameters(float x, float y, float unused) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("x", Autograd.track(Tensors.of(new float[] {x}, 1)));
        parameters.put("y", Autograd.track(Tensors.of(new float[] {y}, 1)));
        parameters.put("unused", Autograd.track(Tensors.of(new float[] {unused}, 1)));
        return parameters;
    }
}

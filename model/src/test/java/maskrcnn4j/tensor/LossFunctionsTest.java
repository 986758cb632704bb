package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossFunctionsTest {
    @Test
    void smoothL1IsAParabolaBelowBetaAndALineFromThere() {
        try (Scope scope = Scope.open()) {
            Tensor values = Autograd.track(Tensors.of(new float[] {0.25f, -0.5f, 3}, 3));
            Tensor loss = LossFunctions.smoothL1Sum(values, Tensors.of(new float[3], 3), 0.5);
            Autograd.backward(loss);
            assertThat(loss.item()).isCloseTo(0.0625 + 0.25 + 2.75, within(1e-6));
            assertThat(Autograd.gradient(values).orElseThrow().toFloats()).containsExactly(0.5f, -1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void whatIsExactlyRightIsNotMoved(double beta) {
        try (Scope scope = Scope.open()) {
            Device device = Device.parse(System.getProperty("mrcnn.device", "cpu"));
            Tensor values = Autograd.track(Tensors.of(new float[] {1, 2, 4}, 3).to(device));
            Tensor targets = Tensors.of(new float[] {1, 3, 3}, 3).to(device);
            Autograd.backward(LossFunctions.smoothL1Sum(values, targets, beta));
            assertThat(Autograd.gradient(values).orElseThrow().toFloats()).containsExactly(0, -1, 1);
        }
    }
}

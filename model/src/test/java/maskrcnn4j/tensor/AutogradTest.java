package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AutogradTest {
    private static final long MB = 1 << 20;

    @Test
    void theGradientOfASumOfSquaresIsTwiceTheValue() {
        try (Scope scope = Scope.open()) {
            Tensor x = Autograd.track(Tensors.of(new float[] {1, -2, 3}, 3));
            Autograd.backward(x.multiply(x).sum());
            assertThat(Autograd.gradient(x).orElseThrow().toFloats()).containsExactly(2, -4, 6);
            assertThat(Autograd.gradientNorm(List.of(x))).isCloseTo(Math.sqrt(56), within(1e-6));
        }
    }

    @Test
    void gradientsAddUpUntilTheyAreCleared() {
        try (Scope scope = Scope.open()) {
            Tensor x = Autograd.track(Tensors.of(new float[] {5}, 1));
            Autograd.backward(x.multiply(3).sum());
            Autograd.backward(x.multiply(4).sum());
            assertThat(Autograd.gradient(x).orElseThrow().toFloats()).containsExactly(7);
            Autograd.clearGradient(x);
            assertThat(Autograd.gradient(x)).isEmpty();
            Autograd.backward(x.sum());
            assertThat(Autograd.gradient(x).orElseThrow().toFloats()).containsExactly(1);
        }
    }

    @Test
    void aDetachedTensorPassesNoGradient() {
        try (Scope scope = Scope.open()) {
            Tensor x = Autograd.track(Tensors.of(new float[] {5}, 1));
            Tensor detached = Autograd.detach(x.multiply(2));
            assertThat(Autograd.isTracked(detached)).isFalse();
            Autograd.backward(detached.multiply(x).sum());
            assertThat(Autograd.gradient(x).orElseThrow().toFloats()).containsExactly(10);
        }
    }

    @Test
    void trackedTensorsChangeInPlaceWithoutGradients() {
        try (Scope scope = Scope.open();
                Engine.Guard noGraph = Engine.withoutGradients()) {
            Tensor x = Autograd.track(Tensors.of(new float[] {5}, 1));
            x.addInPlace(Tensors.of(new float[] {2}, 1));
            assertThat(x.toFloats()).containsExactly(7);
        }
    }

    @Test
    void aThousandTrainingStepsLeaveMemoryFlat() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Autograd.track(Tensors.full(ElementType.FLOAT32, 0.01, 16, 16, 3, 3));
            Tensor bias = Autograd.track(Tensors.zeros(ElementType.FLOAT32, 16));
            Tensor input = Tensors.full(ElementType.FLOAT32, 1, 1, 16, 64, 64);
            steps(weight, bias, input, 100); // the allocators' own pools fill up first
            long before = Engine.residentBytes();
            steps(weight, bias, input, 1000);
            assertThat(Engine.residentBytes() - before).isLessThan(20 * MB);
        }
    }

    private static void steps(Tensor weight, Tensor bias, Tensor input, int steps) {
        for (int i = 0; i < steps; i++) {
            try (Scope step = Scope.open()) {
                Tensor output = Convolutions.convolve(input, weight, bias, new ConvGeometry(1, 1, 1))
                        .reluInPlace();
                Autograd.backward(output.multiply(output).sum());
                Autograd.clearGradient(weight);
                Autograd.clearGradient(bias);
            }
        }
    }
}

package maskrcnn4j.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import org.junit.jupiter.api.Test;

class AdamWTest {
    @Test
    void stepsAreThoseOfThePaper() {
        double p = 2;
        double mean = 0;
        double square = 0;
        try (Scope scope = Scope.open()) {
            Tensor parameter = Autograd.track(Tensors.of(new float[] {2}, 1));
            ParameterGroup group = new ParameterGroup(Map.of("p", parameter), 0.5, 0.1);
            try (AdamW adam = new AdamW(List.of(group), 0.9, 0.99, 1e-8)) {
                for (int step = 1; step <= 5; step++) {
                    double gradient = 3 * p * p;
                    adam.clearGradients();
                    Autograd.backward(
                            parameter.multiply(parameter).multiply(parameter).sum());
                    adam.step(0.02);

                    double rate = 0.01;
                    mean = 0.9 * mean + 0.1 * gradient;
                    square = 0.99 * square + 0.01 * gradient * gradient;
                    double root = Math.sqrt(square / (1 - Math.pow(0.99, step))) + 1e-8;
                    p = p * (1 - rate * 0.1) - rate * (mean / (1 - Math.pow(0.9, step))) / root;
                    assertThat(parameter.item()).isCloseTo(p, within(1e-5));
                }
            }
        }
    }

    @Test
    void theAverageFollowsItsParameter() {
        try (Scope scope = Scope.open()) {
            Tensor parameter = Tensors.of(new float[] {1}, 1);
            try (MovingAverage average = new MovingAverage(Map.of("p", parameter), 0.5)) {
                parameter.addInPlace(Tensors.of(new float[] {1}, 1));
                average.update(Map.of("p", parameter)); // keeps a tenth in the first step
                assertThat(average.averages().get("p").item()).isCloseTo(1.9, within(1e-6));
                average.update(Map.of("p", parameter)); // then 2 / 11
                assertThat(average.averages().get("p").item()).isCloseTo(2 - 0.1 * 2 / 11, within(1e-6));
                assertThat(average.steps()).isEqualTo(2);
            }
        }
    }
}

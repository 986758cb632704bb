package maskrcnn4j.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxLossSpec.Kind;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoxLossTest {
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
    private static final List<Double> WEIGHTS = List.of(10.0, 10.0, 5.0, 5.0);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theRightDeltasHaveNoLossAndWrongOnesSome(Kind kind) {
        Boxes from = Boxes.of(10f, 20f, 50f, 80f);
        Boxes truth = Boxes.of(14f, 16f, 60f, 90f);
        float[] right = new float[4];
        new BoxCoder(RULE, WEIGHTS).encode(from.toArray(), 0, truth.toArray(), 0, right, 0);
        BoxLoss loss = new BoxLoss(new BoxLossSpec(kind, 0), RULE, WEIGHTS);
        try (Scope scope = Scope.open()) {
            Tensor deltas = Autograd.track(Tensors.of(right, 1, 4));
            assertThat(loss.sum(deltas, right, from, truth).item()).isCloseTo(0, within(1e-5));
            Tensor wrong = Autograd.track(Tensors.zeros(maskrcnn4j.tensor.ElementType.FLOAT32, 1, 4));
            Tensor value = loss.sum(wrong, right, from, truth);
            assertThat(value.item()).isGreaterThan(0.05);
            Autograd.backward(value);
            assertThat(Autograd.gradient(wrong).orElseThrow().norm()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noBoxesHaveNoLossButAGraph(Kind kind) {
        try (Scope scope = Scope.open()) {
            Tensor none = Autograd.track(Tensors.zeros(maskrcnn4j.tensor.ElementType.FLOAT32, 0, 4));
            Boxes nothing = Boxes.of(new float[0]);
            Tensor value =
                    new BoxLoss(new BoxLossSpec(kind, 0), RULE, WEIGHTS).sum(none, new float[0], nothing, nothing);
            assertThat(value.item()).isZero();
            Autograd.backward(value);
        }
    }
}

package maskrcnn4j.model.layer;

import maskrcnn4j.spec.Activation;
import maskrcnn4j.tensor.Unary;

/** From the words of a spec to operators. */
final class Activations {
    private Activations() {}

    static Unary unary(Activation activation) {
        return switch (activation) {
            case NONE -> Unary.NONE;
            case RELU -> Unary.RELU;
            case RELU6 -> Unary.RELU6;
            case HARD_SWISH -> Unary.HARD_SWISH;
        };
    }
}

package maskrcnn4j.training.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** AdamW (Loshchilov and Hutter 2019): steps of the gradients' mean over the root of their squares' mean, decay apart. */
public final class AdamW implements Optimizer {
    private static final String MEAN = "mean";
    private static final String SQUARE = "square";
    private static final String STEPS = "adamw/steps";

    private final ParameterState state;
    private final Tensor steps;
    private final double beta1;
    private final double beta2;
    private final double eps;

    /**
     * Makes an optimiser.
     *
     * @param beta1 what the mean of the gradients keeps, 0 to below 1
     * @param beta2 what the mean of their squares keeps, 0 to below 1
     * @param eps added to the root, above 0
     */
    public AdamW(List<ParameterGroup> groups, double beta1, double beta2, double eps) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && eps > 0)) {
            throw new IllegalArgumentException("beta1 " + beta1 + " and beta2 " + beta2
                    + " must be at least 0 and below 1, eps " + eps + " above 0");
        }
        this.state = new ParameterState(groups, MEAN, SQUARE);
        try (Scope scope = Scope.open()) {
            steps = scope.release(Tensors.zeros(ElementType.FLOAT64, 1));
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.eps = eps;
    }

    @Override
    public void step(double rate) {
        try (Scope scope = Scope.open()) {
            steps.addInPlace(Tensors.full(ElementType.FLOAT64, 1, 1));
            long number = (long) steps.item();
            state.update((group, name, parameter, gradient) -> ParameterUpdates.adamW(
                    parameter,
                    gradient,
                    state.of(name, MEAN),
                    state.of(name, SQUARE),
                    new ParameterUpdates.Adam(
                            rate * group.rateFactor(), beta1, beta2, eps, group.weightDecay(), number)));
        }
    }

    @Override
    public void clearGradients() {
        state.clearGradients();
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>(state.tensors());
        all.put(STEPS, steps);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public void close() {
        state.close();
        steps.close();
    }
}

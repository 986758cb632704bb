package maskrcnn4j.training.optimizer;

import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Tensor;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum v + gradient + decay p}, {@code p -= rate v}, v being 0 at
 * first.
 */
public final class Sgd implements Optimizer {
    private static final String VELOCITY = "velocity";

    private final ParameterState state;
    private final double momentum;
    private final boolean nesterov;

    /**
     * Makes an optimiser.
     *
     * @param momentum 0 to below 1
     * @param nesterov whether the gradient is that of where momentum alone leads
     */
    public Sgd(List<ParameterGroup> groups, double momentum, boolean nesterov) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum is " + momentum + ": it must be at least 0 and below 1");
        }
        this.state = new ParameterState(groups, VELOCITY);
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    public void step(double rate) {
        state.update((group, name, parameter, gradient) -> {
            Tensor velocity = state.of(name, VELOCITY);
            double own = rate * group.rateFactor();
            if (nesterov) {
                ParameterUpdates.nesterov(parameter, gradient, velocity, own, momentum, group.weightDecay());
            } else {
                ParameterUpdates.momentum(parameter, gradient, velocity, own, momentum, group.weightDecay());
            }
        });
    }

    @Override
    public void clearGradients() {
        state.clearGradients();
    }

    @Override
    public Map<String, Tensor> state() {
        return state.tensors();
    }

    @Override
    public void close() {
        state.close();
    }
}

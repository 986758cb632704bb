package maskrcnn4j.training.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/**
 * The exponential moving average of a model's tensors (Polyak and Juditsky 1992), which often is better than the last ones.
 * In the beginning it keeps less: min(keep, (1 + t) / (10 + t)) at step t.
 */
public final class MovingAverage implements AutoCloseable {
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private final double keep;
    private long steps;

    /**
     * Begins with the tensors as they are.
     *
     * @param keep what the average keeps in one step, above 0 and below 1
     */
    public MovingAverage(Map<String, Tensor> tensors, double keep) {
        if (!(keep > 0 && keep < 1)) {
            throw new IllegalArgumentException("ema " + keep + ": above 0 and below 1");
        }
        this.keep = keep;
        tensors.forEach((name, tensor) -> {
            try (Scope scope = Scope.open()) {
                averages.put(name, scope.release(Autograd.detach(tensor).copy()));
            }
        });
    }

    /** Takes the tensors of a step into the average. */
    public void update(Map<String, Tensor> tensors) {
        double now = Math.min(keep, (1.0 + steps) / (10.0 + steps));
        steps++;
        averages.forEach((name, average) -> ParameterUpdates.average(average, tensors.get(name), now));
    }

    /** The averages, by the names of the tensors; filled in place when training goes on. */
    public Map<String, Tensor> averages() {
        return Collections.unmodifiableMap(averages);
    }

    /** How many steps were taken in. */
    public long steps() {
        return steps;
    }

    /** Goes on after so many steps. */
    public void resume(long taken) {
        steps = taken;
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
        averages.clear();
    }
}

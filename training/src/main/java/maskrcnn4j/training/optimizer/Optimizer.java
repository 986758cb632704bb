package maskrcnn4j.training.optimizer;

import java.util.Map;
import maskrcnn4j.tensor.Tensor;

/** Moves parameters against their gradients. What it remembers between steps lives until it is closed. */
public interface Optimizer extends AutoCloseable {
    /**
     * One step with the gradients that the parameters have now; a parameter without one is taken to have a gradient of zeros.
     *
     * @param rate the learning rate, by which each group multiplies its own factor
     */
    void step(double rate);

    /** Forgets the gradients of all parameters. */
    void clearGradients();

    /**
     * What it remembers, by names that begin with the parameter's: to be saved, and to be filled in place before training goes
     * on.
     */
    Map<String, Tensor> state();

    @Override
    void close();
}

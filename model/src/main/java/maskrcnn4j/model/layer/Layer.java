package maskrcnn4j.model.layer;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** A step of the network from one feature map to the next. */
@FunctionalInterface
public interface Layer {
    /**
     * Runs the layer.
     *
     * @param input {@code [N, C, H, W]}; a residual block may take its memory for the result
     * @return a tensor in the current scope, or {@code input}
     */
    Tensor forward(Tensor input, StageObserver observer);
}

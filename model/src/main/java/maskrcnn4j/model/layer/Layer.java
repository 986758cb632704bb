package maskrcnn4j.model.layer;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** A step of the network from one feature map to the next. */
@FunctionalInterface
public interface Layer {
    /**
     * Runs the layer.
     *
     * @param input {@code [N, C, H, W]}; left as it is
     * @return a new tensor in the current scope
     */
    Tensor forward(Tensor input, StageObserver observer);
}

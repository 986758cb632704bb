package maskrcnn4j.model.layer;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/**
 * A layer, or several, whose output every observer is told.
 *
 * @param name what the output is called
 */
public record Shown(String name, Layer layer) implements Layer {
    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor output = layer.forward(input, observer);
        observer.tensor(name, output);
        return output;
    }
}

package maskrcnn4j.model.layer;

import java.util.List;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** Layers one after the other; what lies between them is freed as soon as it has been read. */
public final class Sequential implements Layer {
    private final List<Layer> layers;

    public Sequential(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor x = input;
        for (Layer layer : layers) {
            try (Scope scope = Scope.open()) {
                Tensor y = layer.forward(x, observer);
                if (y != x) { // a layer may answer in its input's memory
                    scope.keep(y);
                    if (x != input) {
                        x.close();
                    }
                }
                x = y;
            }
        }
        return x;
    }
}

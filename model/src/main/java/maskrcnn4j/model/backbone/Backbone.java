package maskrcnn4j.model.backbone;

import java.util.List;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** The trunk of the network. */
public interface Backbone {
    /**
     * Computes the feature maps of a batch.
     *
     * @param input {@code [N, 3, H, W]}, channels-last, in the network's precision
     * @return the levels, finest first
     */
    List<FeatureMap> forward(Tensor input, StageObserver observer);
}

package maskrcnn4j.model.backbone;

import java.util.List;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** The bottom-up part of a feature pyramid. */
public interface Trunk {
    /**
     * Computes the levels of a batch.
     *
     * @param input {@code [N, C, H, W]}, in the network's precision and layout
     * @return finest first: C2, C3, C4, C5 of a ResNet
     */
    List<Tensor> forward(Tensor input, StageObserver observer);
}

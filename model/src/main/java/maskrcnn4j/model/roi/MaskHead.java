package maskrcnn4j.model.roi;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** The head that draws soft masks (Mask R-CNN, section 3). */
public interface MaskHead {
    /**
     * Draws the mask of each detection's own class.
     *
     * @param rois float32 {@code [D, C, size, size]}, as RoIAlign gives them; D is at least 1
     * @param labels the class of each, 1 for the first after the background
     * @return float32 {@code [D, S, S]}, probabilities
     */
    Tensor forward(Tensor rois, int[] labels, StageObserver observer);

    /**
     * Draws the masks of all classes: what training compares with.
     *
     * @param rois float32 {@code [D, C, size, size]}, as RoIAlign gives them; D is at least 1
     * @return float32 {@code [D, M, S, S]}, logits; M is 1 where one mask serves all classes, else as {@link
     *     maskrcnn4j.spec.Background#perClassOutputs} says
     */
    Tensor logits(Tensor rois, StageObserver observer);
}

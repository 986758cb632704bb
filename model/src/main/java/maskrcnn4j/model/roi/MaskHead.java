package maskrcnn4j.model.roi;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** The head that draws soft masks (Mask R-CNN, section 3). */
public interface MaskHead {
    /**
     * Draws the mask of each detection's own class.
     *
     * @param rois float32 {@code [D, C, size, size]}, as RoIAlign gives them; D is at least 1
     * @param masks which of the head's masks each has, see {@link maskrcnn4j.spec.ClassRule#mask}
     * @return float32 {@code [D, S, S]}, probabilities
     */
    Tensor forward(Tensor rois, int[] masks, StageObserver observer);

    /**
     * Draws the masks of all classes: what training compares with.
     *
     * @param rois float32 {@code [D, C, size, size]}, as RoIAlign gives them; D is at least 1
     * @return float32 {@code [D, M, S, S]}, logits; M as {@link maskrcnn4j.spec.ClassRule#maskCount} says
     */
    Tensor logits(Tensor rois, StageObserver observer);
}

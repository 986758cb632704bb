package maskrcnn4j.model.roi;

import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** The head that classifies proposals and refines their boxes (Faster R-CNN's second stage). */
public interface BoxHead {
    /**
     * Runs the head.
     *
     * @param rois float32 {@code [R, C, size, size]}, as RoIAlign gives them; R may be 0
     */
    BoxPredictions forward(Tensor rois, StageObserver observer);

    /**
     * What the head says; what belongs to which class is told by {@link maskrcnn4j.spec.ClassRule}.
     *
     * @param logits float32 {@code [R, K]}, K being the number of classes with the background
     * @param deltas float32 {@code [R, 4 B]}, index 4 * box + coordinate; B is 1 where one box serves all classes
     */
    record BoxPredictions(Tensor logits, Tensor deltas) {}
}

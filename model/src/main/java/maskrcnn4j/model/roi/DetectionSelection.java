package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.StageObserver;

/** From classified proposals to the detections of a picture. */
public interface DetectionSelection {
    /**
     * Selects the detections of one picture.
     *
     * @param proposals R boxes
     * @param probabilities {@code [R, K]}, row-major
     * @param deltas {@code [R, 4 B]}, row-major, B boxes a proposal as the {@link maskrcnn4j.spec.ClassRule} says
     * @param wanted what is asked of this run
     * @param index the picture's place in the batch, for the observer
     */
    ClassifiedBoxes select(
            Boxes proposals,
            float[] probabilities,
            float[] deltas,
            ResizedImage image,
            Wanted wanted,
            int index,
            StageObserver observer);
}

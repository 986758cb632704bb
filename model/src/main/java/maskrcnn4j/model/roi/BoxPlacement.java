package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;

/** Takes the boxes of detections from the network input back to the picture. */
public interface BoxPlacement {
    /**
     * Scales boxes.
     *
     * @param boxes as detections have them
     * @return in pixels of the picture
     */
    Boxes scale(Boxes boxes, ResizedImage image);

    /** Whether a detection is kept after that. */
    boolean isKept(Boxes scaled, int box);
}

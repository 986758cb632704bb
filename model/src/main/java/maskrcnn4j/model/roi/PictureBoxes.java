package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.DetectionSpec;

/** Takes the boxes of detections from the network input back to the picture. */
public final class PictureBoxes implements BoxPlacement {
    private final DetectionSpec spec;
    private final float extent;

    public PictureBoxes(DetectionSpec spec, BoxRule rule) {
        this.spec = spec;
        this.extent = (float) rule.extent();
    }

    /**
     * Scales boxes and, where the spec says so, clips them.
     *
     * @param boxes in pixels of the network input
     * @return in pixels of the picture
     */
    @Override
    public Boxes scale(Boxes boxes, ResizedImage image) {
        float[] corners = boxes.toArray();
        for (int i = 0; i < corners.length; i++) {
            boolean x = i % 2 == 0;
            corners[i] *= (float) (1 / (x ? image.scaleX() : image.scaleY()));
            if (spec.clippedAgain()) {
                float limit = (x ? image.originalWidth() : image.originalHeight()) - extent;
                corners[i] = Math.min(Math.max(corners[i], 0), limit);
            }
        }
        return Boxes.of(corners);
    }

    /** Whether a detection is kept after that: its box has an extent, or nobody looks. */
    @Override
    public boolean isKept(Boxes scaled, int box) {
        return !spec.clippedAgain() || scaled.x2(box) > scaled.x1(box) && scaled.y2(box) > scaled.y1(box);
    }
}

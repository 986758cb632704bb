package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.FrameRule;

/** From units of the network input to whole pixels of the picture, right and lower edges exclusive. */
public final class NormalizedPictureBoxes implements BoxPlacement {
    private final FrameRule frames;

    /**
     * Makes the part.
     *
     * @param frames by which the window of a picture in the network input is known
     */
    public NormalizedPictureBoxes(FrameRule frames) {
        this.frames = frames;
    }

    /** What a picture covers of the network input, in its units: y1, x1, y2, x2. */
    static float[] window(ResizedImage image, FrameRule frames) {
        FrameRule.Frame frame = image.frame(frames);
        float[] pixels = {frame.top(), frame.left(), frame.top() + image.height(), frame.left() + image.width()};
        return NormalizedBoxes.normalize(pixels, frame.height(), frame.width());
    }

    @Override
    public Boxes scale(Boxes boxes, ResizedImage image) {
        float[] window = window(image, frames);
        float[] corners = NormalizedBoxes.of(boxes);
        for (int i = 0; i < corners.length; i++) {
            corners[i] = (corners[i] - window[i % 2]) / (window[2 + i % 2] - window[i % 2]);
        }
        int[] pixels = NormalizedBoxes.denormalize(corners, image.originalHeight(), image.originalWidth());
        float[] placed = new float[pixels.length];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = pixels[i];
        }
        return NormalizedBoxes.toBoxes(placed);
    }

    @Override
    public boolean isKept(Boxes scaled, int box) {
        return (scaled.x2(box) - scaled.x1(box)) * (scaled.y2(box) - scaled.y1(box)) > 0;
    }
}

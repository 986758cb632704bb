package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.roi.CropAndResize;

/** Matterport's targets of masks: TensorFlow's {@code crop_and_resize} of the mask, then 0 or 1. */
final class CutTargets {
    private CutTargets() {}

    /**
     * Draws one target.
     *
     * @param mask of which {@code bitmap} is the pixels
     * @param boxes in units of the network input
     * @param box which of them
     * @param into takes {@code size * size} values from {@code at} on
     */
    static void draw(TargetMask.Cut mask, byte[] bitmap, Boxes boxes, int box, int size, float[] into, int at) {
        sample(mask, bitmap, boxes, box, size, into, at);
        for (int i = at; i < at + size * size; i++) {
            into[i] = (float) Math.rint(into[i]);
        }
    }

    /** The values before they are rounded. */
    static void sample(TargetMask.Cut mask, byte[] bitmap, Boxes boxes, int box, int size, float[] into, int at) {
        float[] within = mask.within();
        float height = within[2] - within[0];
        float width = within[3] - within[1];
        float[] part = {
            (boxes.y1(box) - within[0]) / height,
            (boxes.x1(box) - within[1]) / width,
            (boxes.y2(box) - within[0]) / height,
            (boxes.x2(box) - within[1]) / width
        };
        CropAndResize.crop(bitmap, mask.pixels().height(), mask.pixels().width(), part, size, into, at);
    }
}

package maskrcnn4j.model.box;

import java.util.List;
import maskrcnn4j.spec.BoxRule;

/**
 * Between boxes and deltas (R-CNN, appendix C): the centre moves by (dx, dy) times the size, the size is multiplied by
 * exp(dw), exp(dh), where dw and dh are limited.
 *
 * <p>In single precision, and in the order of operations that all implementations share: what follows compares boxes with
 * thresholds.
 */
public final class BoxCoder implements DeltaEncoder {
    private final float extent;
    private final float limit;
    private final float weightX;
    private final float weightY;
    private final float weightW;
    private final float weightH;

    /**
     * Makes a coder.
     *
     * @param rule what a width is, and the limit of dw and dh
     * @param weights divide dx, dy, dw, dh
     */
    public BoxCoder(BoxRule rule, List<Double> weights) {
        this.extent = (float) rule.extent();
        this.limit = (float) rule.largestLogScale();
        this.weightX = weights.get(0).floatValue();
        this.weightY = weights.get(1).floatValue();
        this.weightW = weights.get(2).floatValue();
        this.weightH = weights.get(3).floatValue();
    }

    /**
     * Applies deltas to one box.
     *
     * @param boxes x1, y1, x2, y2 from {@code boxAt} on
     * @param deltas dx, dy, dw, dh from {@code deltaAt} on
     * @param into takes x1, y1, x2, y2 from {@code intoAt} on; may be {@code boxes}
     */
    public void decode(float[] boxes, int boxAt, float[] deltas, int deltaAt, float[] into, int intoAt) {
        float width = boxes[boxAt + 2] - boxes[boxAt] + extent;
        float height = boxes[boxAt + 3] - boxes[boxAt + 1] + extent;
        float centreX = deltas[deltaAt] / weightX * width + (boxes[boxAt] + 0.5f * width);
        float centreY = deltas[deltaAt + 1] / weightY * height + (boxes[boxAt + 1] + 0.5f * height);
        float halfWidth = 0.5f * (exp(deltas[deltaAt + 2] / weightW) * width);
        float halfHeight = 0.5f * (exp(deltas[deltaAt + 3] / weightH) * height);
        into[intoAt] = centreX - halfWidth;
        into[intoAt + 1] = centreY - halfHeight;
        into[intoAt + 2] = centreX + halfWidth - extent;
        into[intoAt + 3] = centreY + halfHeight - extent;
    }

    private float exp(float logScale) {
        return (float) Math.exp(Math.min(logScale, limit));
    }

    /**
     * The deltas that lead from one box to another; infinite or not a number where a box has no extent.
     *
     * @param boxes x1, y1, x2, y2 from {@code boxAt} on
     * @param targets x1, y1, x2, y2 from {@code targetAt} on
     * @param into takes dx, dy, dw, dh from {@code intoAt} on
     */
    public void encode(float[] boxes, int boxAt, float[] targets, int targetAt, float[] into, int intoAt) {
        float width = boxes[boxAt + 2] - boxes[boxAt] + extent;
        float height = boxes[boxAt + 3] - boxes[boxAt + 1] + extent;
        float targetWidth = targets[targetAt + 2] - targets[targetAt] + extent;
        float targetHeight = targets[targetAt + 3] - targets[targetAt + 1] + extent;
        float centreX = boxes[boxAt] + 0.5f * width;
        float centreY = boxes[boxAt + 1] + 0.5f * height;
        float targetX = targets[targetAt] + 0.5f * targetWidth;
        float targetY = targets[targetAt + 1] + 0.5f * targetHeight;
        into[intoAt] = weightX * (targetX - centreX) / width;
        into[intoAt + 1] = weightY * (targetY - centreY) / height;
        into[intoAt + 2] = weightW * (float) Math.log(targetWidth / width);
        into[intoAt + 3] = weightH * (float) Math.log(targetHeight / height);
    }

    @Override
    public void encode(double[] from, double[] to, float[] into, int at) {
        encode(narrow(from), 0, narrow(to), 0, into, at);
    }

    private static float[] narrow(double[] box) {
        return new float[] {(float) box[0], (float) box[1], (float) box[2], (float) box[3]};
    }

    /** Brings the corners of one box into a picture: x to 0 .. width - extent, y to 0 .. height - extent. */
    public void clip(float[] boxes, int at, float width, float height) {
        for (int i = at; i < at + 4; i += 2) {
            boxes[i] = Math.min(Math.max(boxes[i], 0), width - extent);
            boxes[i + 1] = Math.min(Math.max(boxes[i + 1], 0), height - extent);
        }
    }

    /** The shorter side of one box. */
    public float shorterSide(float[] boxes, int at) {
        return Math.min(boxes[at + 2] - boxes[at], boxes[at + 3] - boxes[at + 1]) + extent;
    }
}

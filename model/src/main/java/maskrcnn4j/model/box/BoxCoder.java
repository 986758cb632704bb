package maskrcnn4j.model.box;

import java.util.List;
import maskrcnn4j.spec.BoxRule;

/**
 * Applies deltas to boxes (R-CNN, appendix C): the centre moves by (dx, dy) times the size, the size is multiplied by
 * exp(dw), exp(dh), where dw and dh are limited; and finds the deltas that lead from one box to another.
 */
public final class BoxCoder {
    private final double extent;
    private final double limit;
    private final double weightX;
    private final double weightY;
    private final double weightW;
    private final double weightH;

    /**
     * Makes a coder.
     *
     * @param rule what a width is, and the limit of dw and dh
     * @param weights divide dx, dy, dw, dh
     */
    public BoxCoder(BoxRule rule, List<Double> weights) {
        this.extent = rule.extent();
        this.limit = rule.largestLogScale();
        this.weightX = weights.get(0);
        this.weightY = weights.get(1);
        this.weightW = weights.get(2);
        this.weightH = weights.get(3);
    }

    /**
     * Decodes one box.
     *
     * @param box x1, y1, x2, y2 from {@code boxAt} on
     * @param into takes x1, y1, x2, y2 from {@code intoAt} on; may be {@code box}
     */
    public void decode(double[] box, int boxAt, double dx, double dy, double dw, double dh, double[] into, int intoAt) {
        double width = box[boxAt + 2] - box[boxAt] + extent;
        double height = box[boxAt + 3] - box[boxAt + 1] + extent;
        double centreX = dx / weightX * width + (box[boxAt] + 0.5 * width);
        double centreY = dy / weightY * height + (box[boxAt + 1] + 0.5 * height);
        double newWidth = Math.exp(Math.min(dw / weightW, limit)) * width;
        double newHeight = Math.exp(Math.min(dh / weightH, limit)) * height;
        into[intoAt] = centreX - 0.5 * newWidth;
        into[intoAt + 1] = centreY - 0.5 * newHeight;
        into[intoAt + 2] = centreX + 0.5 * newWidth - extent;
        into[intoAt + 3] = centreY + 0.5 * newHeight - extent;
    }

    /**
     * Encodes one box: the deltas that {@link #decode} would need, without their limit. In float32, as the references do.
     *
     * @param from x1, y1, x2, y2 of the box to start from, in this order from {@code fromAt} on
     * @param to x1, y1, x2, y2 of the box to arrive at, from {@code toAt} on
     * @param into takes dx, dy, dw, dh from {@code intoAt} on
     */
    public void encode(double[] from, int fromAt, double[] to, int toAt, float[] into, int intoAt) {
        float width = side(from, fromAt);
        float height = side(from, fromAt + 1);
        float newWidth = side(to, toAt);
        float newHeight = side(to, toAt + 1);
        float dx = (float) to[toAt] + 0.5f * newWidth - ((float) from[fromAt] + 0.5f * width);
        float dy = (float) to[toAt + 1] + 0.5f * newHeight - ((float) from[fromAt + 1] + 0.5f * height);
        into[intoAt] = (float) weightX * dx / width;
        into[intoAt + 1] = (float) weightY * dy / height;
        into[intoAt + 2] = (float) weightW * (float) Math.log(newWidth / width);
        into[intoAt + 3] = (float) weightH * (float) Math.log(newHeight / height);
    }

    private float side(double[] box, int at) {
        return (float) box[at + 2] - (float) box[at] + (float) extent;
    }

    /** Brings the corners of one box into a picture: x to 0 .. width - extent, y to 0 .. height - extent. */
    public void clip(double[] box, int at, double width, double height) {
        box[at] = clamp(box[at], width - extent);
        box[at + 1] = clamp(box[at + 1], height - extent);
        box[at + 2] = clamp(box[at + 2], width - extent);
        box[at + 3] = clamp(box[at + 3], height - extent);
    }

    private static double clamp(double value, double largest) {
        return Math.min(Math.max(value, 0), largest);
    }
}

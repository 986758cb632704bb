package maskrcnn4j.model.target;

/**
 * Many boxes in float32, ready to be matched: the anchors of a batch, or the proposals of a picture.
 *
 * <p>Immutable. Each coordinate has an array of its own, which is what the compiler makes vector code of.
 */
public final class FloatBoxes {
    private final float[] x1;
    private final float[] y1;
    private final float[] x2;
    private final float[] y2;

    /**
     * Takes a copy of corners.
     *
     * @param corners x1, y1, x2, y2 of each box
     */
    public FloatBoxes(double[] corners) {
        int count = corners.length / 4;
        x1 = new float[count];
        y1 = new float[count];
        x2 = new float[count];
        y2 = new float[count];
        for (int i = 0; i < count; i++) {
            x1[i] = (float) corners[4 * i];
            y1[i] = (float) corners[4 * i + 1];
            x2[i] = (float) corners[4 * i + 2];
            y2[i] = (float) corners[4 * i + 3];
        }
    }

    /** How many. */
    public int size() {
        return x1.length;
    }

    /** The corners of one box: x1, y1, x2, y2. */
    public double[] corners(int box) {
        return new double[] {x1[box], y1[box], x2[box], y2[box]};
    }

    /** Writes the IoU of a box with each of these. */
    void iou(float left, float top, float right, float bottom, float extent, float[] into) {
        float area = (right - left + extent) * (bottom - top + extent);
        for (int i = 0; i < x1.length; i++) {
            float width = Math.max(Math.min(right, x2[i]) - Math.max(left, x1[i]) + extent, 0f);
            float height = Math.max(Math.min(bottom, y2[i]) - Math.max(top, y1[i]) + extent, 0f);
            float shared = width * height;
            float own = (x2[i] - x1[i] + extent) * (y2[i] - y1[i] + extent);
            into[i] = shared > 0 ? shared / (area + own - shared) : 0;
        }
    }
}

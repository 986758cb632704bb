package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;

/**
 * Boxes in single precision, as PyTorch reckons with them.
 *
 * <p>Each coordinate has an array of its own, which is what the compiler makes vector code of.
 */
public final class FloatBoxes implements MatchableBoxes {
    private final float[] x1;
    private final float[] y1;
    private final float[] x2;
    private final float[] y2;
    private final PartBounds bounds;

    /** Takes a copy of boxes. */
    public FloatBoxes(Boxes boxes) {
        int count = boxes.size();
        x1 = new float[count];
        y1 = new float[count];
        x2 = new float[count];
        y2 = new float[count];
        for (int i = 0; i < count; i++) {
            x1[i] = boxes.x1(i);
            y1[i] = boxes.y1(i);
            x2[i] = boxes.x2(i);
            y2[i] = boxes.y2(i);
        }
        bounds = new PartBounds(count, this::box);
    }

    @Override
    public int size() {
        return x1.length;
    }

    @Override
    public double[] box(int number) {
        return new double[] {x1[number], y1[number], x2[number], y2[number]};
    }

    @Override
    public boolean iou(Boxes of, int number, double extent, int first, double[] into) {
        float left = of.x1(number);
        float top = of.y1(number);
        float right = of.x2(number);
        float bottom = of.y2(number);
        if (bounds.miss(first, left, top, right, bottom, extent)) {
            return false;
        }
        iou(left, top, right, bottom, (float) extent, first, into);
        return true;
    }

    private void iou(float left, float top, float right, float bottom, float extent, int first, double[] into) {
        float area = (right - left + extent) * (bottom - top + extent);
        for (int i = 0; i < into.length; i++) {
            int at = first + i;
            float width = Math.max(Math.min(right, x2[at]) - Math.max(left, x1[at]) + extent, 0f);
            float height = Math.max(Math.min(bottom, y2[at]) - Math.max(top, y1[at]) + extent, 0f);
            float shared = width * height;
            float own = (x2[at] - x1[at] + extent) * (y2[at] - y1[at] + extent);
            into[i] = shared > 0 ? shared / (area + own - shared) : 0;
        }
    }

    @Override
    public double threshold(double value) {
        return (float) value;
    }
}

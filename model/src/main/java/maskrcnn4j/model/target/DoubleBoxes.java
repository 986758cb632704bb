package maskrcnn4j.model.target;

import maskrcnn4j.model.box.Boxes;

/** Boxes in double precision, as NumPy reckons with Matterport's anchors. */
public final class DoubleBoxes implements MatchableBoxes {
    private final double[] corners;
    private final PartBounds bounds;

    /**
     * Keeps boxes.
     *
     * @param corners y1, x1, y2, x2 of each; not copied
     */
    public DoubleBoxes(double[] corners) {
        this.corners = corners;
        this.bounds = new PartBounds(size(), this::box);
    }

    @Override
    public int size() {
        return corners.length / 4;
    }

    @Override
    public double[] box(int number) {
        int at = 4 * number;
        return new double[] {corners[at + 1], corners[at], corners[at + 3], corners[at + 2]};
    }

    @Override
    public boolean iou(Boxes of, int number, double extent, int first, double[] into) {
        double left = of.x1(number);
        double top = of.y1(number);
        double right = of.x2(number);
        double bottom = of.y2(number);
        if (bounds.miss(first, left, top, right, bottom, extent)) {
            return false;
        }
        double area = (right - left + extent) * (bottom - top + extent);
        for (int i = 0; i < into.length; i++) {
            int at = 4 * (first + i);
            double height = Math.max(Math.min(bottom, corners[at + 2]) - Math.max(top, corners[at]) + extent, 0);
            double width = Math.max(Math.min(right, corners[at + 3]) - Math.max(left, corners[at + 1]) + extent, 0);
            double shared = width * height;
            double own = (corners[at + 2] - corners[at] + extent) * (corners[at + 3] - corners[at + 1] + extent);
            into[i] = shared > 0 ? shared / (area + own - shared) : 0;
        }
        return true;
    }

    @Override
    public double threshold(double value) {
        return value;
    }
}

package maskrcnn4j.model.box;

import java.util.Arrays;

/**
 * Boxes of one picture, immutable.
 *
 * <p>x1, y1, x2, y2 in pixels; in which picture's pixels, and whether x2 is an edge or a pixel of the box, is said where
 * the boxes are used ({@link maskrcnn4j.spec.BoxRule}).
 */
public final class Boxes {
    private final double[] corners;

    private Boxes(double[] corners) {
        this.corners = corners;
    }

    /**
     * Takes a copy of corners.
     *
     * @param corners x1, y1, x2, y2 of the first box, then of the second, ...
     */
    public static Boxes of(double... corners) {
        if (corners.length % 4 != 0) {
            throw new IllegalArgumentException(corners.length + " numbers do not make boxes: a box has 4");
        }
        return new Boxes(corners.clone());
    }

    /** How many. */
    public int size() {
        return corners.length / 4;
    }

    /** Left. */
    public double x1(int box) {
        return corners[4 * box];
    }

    /** Top. */
    public double y1(int box) {
        return corners[4 * box + 1];
    }

    /** Right. */
    public double x2(int box) {
        return corners[4 * box + 2];
    }

    /** Bottom. */
    public double y2(int box) {
        return corners[4 * box + 3];
    }

    /** All corners, box after box, in a fresh array. */
    public double[] toArray() {
        return corners.clone();
    }

    /** The boxes of the given numbers, in that order. */
    public Boxes select(int... indices) {
        double[] selected = new double[4 * indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(corners, 4 * indices[i], selected, 4 * i, 4);
        }
        return new Boxes(selected);
    }

    /** These and, behind them, others. */
    public Boxes and(Boxes others) {
        double[] both = Arrays.copyOf(corners, corners.length + others.corners.length);
        System.arraycopy(others.corners, 0, both, corners.length, others.corners.length);
        return new Boxes(both);
    }

    @Override
    public String toString() {
        return size() + " boxes " + Arrays.toString(Arrays.copyOf(corners, Math.min(corners.length, 16)));
    }
}

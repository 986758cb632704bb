package maskrcnn4j.model.box;

import java.util.Arrays;
import java.util.List;

/**
 * Boxes of one picture, immutable, in single precision as every implementation has them.
 *
 * <p>x1, y1, x2, y2 in pixels; in which picture's pixels, and whether x2 is an edge or a pixel of the box, is said where
 * the boxes are used ({@link maskrcnn4j.spec.BoxRule}).
 */
public final class Boxes {
    /** No boxes. */
    public static final Boxes NONE = new Boxes(new float[0]);

    private final float[] corners;

    private Boxes(float[] corners) {
        this.corners = corners;
    }

    /**
     * Takes a copy of corners.
     *
     * @param corners x1, y1, x2, y2 of the first box, then of the second, ...
     */
    public static Boxes of(float... corners) {
        if (corners.length % 4 != 0) {
            throw new IllegalArgumentException(corners.length + " numbers do not make boxes: a box has 4");
        }
        return new Boxes(corners.clone());
    }

    /** Takes corners in double precision, which are rounded; see {@link #of(float...)}. */
    public static Boxes of(double... corners) {
        float[] rounded = new float[corners.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) corners[i];
        }
        return of(rounded);
    }

    /** All boxes of several, one list after the other. */
    public static Boxes concatenate(List<Boxes> parts) {
        float[] corners =
                new float[parts.stream().mapToInt(part -> part.corners.length).sum()];
        int at = 0;
        for (Boxes part : parts) {
            System.arraycopy(part.corners, 0, corners, at, part.corners.length);
            at += part.corners.length;
        }
        return new Boxes(corners);
    }

    /** How many. */
    public int size() {
        return corners.length / 4;
    }

    /** Left. */
    public float x1(int box) {
        return corners[4 * box];
    }

    /** Top. */
    public float y1(int box) {
        return corners[4 * box + 1];
    }

    /** Right. */
    public float x2(int box) {
        return corners[4 * box + 2];
    }

    /** Bottom. */
    public float y2(int box) {
        return corners[4 * box + 3];
    }

    /** One of them: x1, y1, x2, y2. */
    public double[] box(int box) {
        return new double[] {x1(box), y1(box), x2(box), y2(box)};
    }

    /** All corners, box after box, in a fresh array. */
    public float[] toArray() {
        return corners.clone();
    }

    /** The boxes of the given numbers, in that order. */
    public Boxes select(int... indices) {
        float[] selected = new float[4 * indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(corners, 4 * indices[i], selected, 4 * i, 4);
        }
        return new Boxes(selected);
    }

    /** These and, behind them, others. */
    public Boxes and(Boxes others) {
        return concatenate(List.of(this, others));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Boxes other && Arrays.equals(corners, other.corners);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(corners);
    }

    @Override
    public String toString() {
        return size() + " boxes " + Arrays.toString(Arrays.copyOf(corners, Math.min(corners.length, 16)));
    }
}

package maskrcnn4j.mask;

/**
 * An axis-parallel box in continuous pixel coordinates: the left and upper edges are inside, the right and lower edges
 * are outside, so the box of the single pixel (0, 0) is {@code (0, 0, 1, 1)}.
 *
 * @param x1 left edge
 * @param y1 upper edge
 * @param x2 right edge
 * @param y2 lower edge
 */
public record Box(double x1, double y1, double x2, double y2) {

    /** The box of COCO's {@code bbox} field: left, top, width, height. */
    public static Box ofXywh(double x, double y, double width, double height) {
        return new Box(x, y, x + width, y + height);
    }

    /** The width in pixels; negative when the corners are crossed. */
    public double width() {
        return x2 - x1;
    }

    /** The height in pixels; negative when the corners are crossed. */
    public double height() {
        return y2 - y1;
    }

    /** The area in pixels, 0 for a box without extent. */
    public double area() {
        return isEmpty() ? 0 : width() * height();
    }

    /** Whether the box covers nothing: no extent, crossed corners or a coordinate that is not a number. */
    public boolean isEmpty() {
        return !(width() > 0 && height() > 0);
    }

    /** The overlap of two boxes; {@linkplain #isEmpty() empty} when they do not meet. */
    public Box intersect(Box other) {
        return new Box(Math.max(x1, other.x1), Math.max(y1, other.y1), Math.min(x2, other.x2), Math.min(y2, other.y2));
    }

    /** Intersection over union with another box, 0 when they do not meet. */
    public double iou(Box other) {
        double shared = intersect(other).area();
        return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    /** This box cut to a picture of the given size; empty when it lies outside. */
    public Box clip(int imageHeight, int imageWidth) {
        return intersect(new Box(0, 0, imageWidth, imageHeight));
    }

    /** This box with every coordinate multiplied, for example to go from one picture size to another. */
    public Box scale(double scaleX, double scaleY) {
        return new Box(x1 * scaleX, y1 * scaleY, x2 * scaleX, y2 * scaleY);
    }

    /** This box as COCO's {@code bbox}: left, top, width, height. */
    public double[] toXywh() {
        return new double[] {x1, y1, width(), height()};
    }
}

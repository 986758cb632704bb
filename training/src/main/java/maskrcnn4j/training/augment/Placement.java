package maskrcnn4j.training.augment;

/**
 * Where the pixels of a picture go: an affine map from its coordinates to those of a new picture, both in pixels with the
 * corner of the first pixel at (0, 0). x' = xx x + xy y + x0, y' = yx x + yy y + y0.
 *
 * @param xx x' for each pixel to the right
 * @param xy x' for each pixel downwards
 * @param x0 x' of the old corner
 * @param yx y' for each pixel to the right
 * @param yy y' for each pixel downwards
 * @param y0 y' of the old corner
 * @param width columns of the new picture
 * @param height rows of the new picture
 */
public record Placement(double xx, double xy, double x0, double yx, double yy, double y0, int width, int height) {
    /** Everything stays where it is. */
    public static Placement identity(int width, int height) {
        return new Placement(1, 0, 0, 0, 1, 0, width, height);
    }

    /** Whether nothing moves, in a picture of this size. */
    public boolean isIdentity(int oldWidth, int oldHeight) {
        return equals(identity(oldWidth, oldHeight));
    }

    /** Whether rows stay rows. */
    public boolean upright() {
        return xy == 0 && yx == 0;
    }

    /** The new place's x of a point. */
    public double x(double x, double y) {
        return xx * x + xy * y + x0;
    }

    /** The new place's y of a point. */
    public double y(double x, double y) {
        return yx * x + yy * y + y0;
    }

    /** By how much areas grow. */
    public double areaFactor() {
        return Math.abs(xx * yy - xy * yx);
    }

    /** This, and then scaled to a size. */
    public Placement scaledTo(int newWidth, int newHeight) {
        double sx = (double) newWidth / width;
        double sy = (double) newHeight / height;
        return new Placement(xx * sx, xy * sx, x0 * sx, yx * sy, yy * sy, y0 * sy, newWidth, newHeight);
    }

    /** This, and then a window cut out, which may reach over the edges. */
    public Placement cut(double left, double top, int newWidth, int newHeight) {
        return new Placement(xx, xy, x0 - left, yx, yy, y0 - top, newWidth, newHeight);
    }

    /** This, and then mirrored left to right. */
    public Placement mirrored() {
        return new Placement(-xx, -xy, width - x0, yx, yy, y0, width, height);
    }

    /** This, and then mirrored upside down. */
    public Placement upsideDown() {
        return new Placement(xx, xy, x0, -yx, -yy, height - y0, width, height);
    }

    /** This, and then turned by 90 degrees, the upper edge to the right. */
    public Placement turned() {
        return new Placement(-yx, -yy, height - y0, xx, xy, x0, height, width);
    }

    /** This, and then turned by an angle and sheared around the middle; the size stays. */
    public Placement rotated(double radians, double shear) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        double skew = Math.tan(shear);
        return linear(cos, cos * skew - sin, sin, sin * skew + cos);
    }

    private Placement linear(double a, double b, double c, double d) {
        double cx = width / 2.0;
        double cy = height / 2.0;
        double dx = x0 - cx;
        double dy = y0 - cy;
        return new Placement(
                a * xx + b * yx,
                a * xy + b * yy,
                a * dx + b * dy + cx,
                c * xx + d * yx,
                c * xy + d * yy,
                c * dx + d * dy + cy,
                width,
                height);
    }
}

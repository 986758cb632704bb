package maskrcnn4j.mask;

/**
 * Intersection over union of boxes given as x, y, width, height, in the order of operations of COCO's code, which decides
 * the last bit: a box with itself need not give 1.
 */
public final class BoxIou {
    private BoxIou() {}

    /**
     * Intersection over union of a detection's box with a ground truth box.
     *
     * @param dt holds the detection's x, y, width, height from place {@code d} on
     * @param gt holds the truth's from place {@code g} on
     * @param crowd whether the union is the detection's area
     * @return 0 when the overlap has no width or no height, also for boxes of negative size; not a number when a size is
     *     not one
     */
    public static double xywh(double[] dt, int d, double[] gt, int g, boolean crowd) {
        double width = least(dt[d + 2] + dt[d], gt[g + 2] + gt[g]) - most(dt[d], gt[g]);
        if (width <= 0) {
            return 0;
        }
        double height = least(dt[d + 3] + dt[d + 1], gt[g + 3] + gt[g + 1]) - most(dt[d + 1], gt[g + 1]);
        if (height <= 0) {
            return 0;
        }
        double shared = width * height;
        double area = dt[d + 2] * dt[d + 3];
        return shared / (crowd ? area : area + gt[g + 2] * gt[g + 3] - shared);
    }

    /** C's fmin: a number beats what is none. */
    private static double least(double a, double b) {
        return b < a || Double.isNaN(a) ? b : a;
    }

    /** C's fmax. */
    private static double most(double a, double b) {
        return b > a || Double.isNaN(a) ? b : a;
    }
}

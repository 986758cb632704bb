package maskrcnn4j.training.shapes;

import maskrcnn4j.dataset.Category;

/** The kinds of shape, which are the categories of the data set, in this order, with the ids 1 to 4. */
public enum ShapeKind {
    /** An ellipse, its short axis from 0.65 of the long one. */
    ELLIPSE,
    /** A rectangle, its short side from 0.65 of the long one. */
    RECTANGLE,
    /** A triangle of equal legs. */
    TRIANGLE,
    /** A star with five points. */
    STAR;

    private static final int ELLIPSE_CORNERS = 40;
    private static final int STAR_CORNERS = 10;
    private static final double STAR_WAIST = 0.45;

    /** The category of this kind. */
    public Category category() {
        return new Category(ordinal() + 1L, name().toLowerCase(java.util.Locale.ROOT), "shape");
    }

    /**
     * The outline around the origin, unturned.
     *
     * @param size the extent of the longest axis, in pixels
     * @param aspect the other axis as a share of it; stars are round whatever it is
     * @return x0, y0, x1, y1, ...
     */
    double[] outline(double size, double aspect) {
        double a = size / 2;
        double b = a * aspect;
        return switch (this) {
            case ELLIPSE -> round(ELLIPSE_CORNERS, a, b, 1);
            // The corners lie on the circle of this size, so that no turn makes it larger.
            case RECTANGLE -> {
                double shrink = 1 / Math.hypot(1, aspect);
                double x = a * shrink;
                double y = b * shrink;
                yield new double[] {-x, -y, x, -y, x, y, -x, y};
            }
            case TRIANGLE -> {
                double half = a * Math.sin(Math.toRadians(120)) * Math.min(1, aspect + 0.1);
                yield new double[] {0, -a, half, a / 2, -half, a / 2};
            }
            case STAR -> round(STAR_CORNERS, a, a, STAR_WAIST);
        };
    }

    private static double[] round(int corners, double a, double b, double waist) {
        double[] ring = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double reach = i % 2 == 0 ? 1 : waist;
            ring[2 * i] = a * reach * Math.cos(angle);
            ring[2 * i + 1] = b * reach * Math.sin(angle);
        }
        return ring;
    }
}

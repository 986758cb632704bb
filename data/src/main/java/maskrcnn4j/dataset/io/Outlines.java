package maskrcnn4j.dataset.io;

/** Outlines of the plain shapes that drawing programs offer, as x, y of each corner in turn. */
public final class Outlines {
    private static final int FEWEST_CORNERS = 32;
    private static final int MOST_CORNERS = 4096;

    private Outlines() {}

    /** A rectangle between two opposite corners. */
    public static double[] rectangle(double x1, double y1, double x2, double y2) {
        return new double[] {x1, y1, x2, y1, x2, y2, x1, y2};
    }

    /**
     * An ellipse, about one corner a pixel.
     *
     * @param radians by how much it is turned from the x axis towards the y axis
     */
    public static double[] ellipse(double centreX, double centreY, double radiusX, double radiusY, double radians) {
        double around = 2 * Math.PI * Math.max(Math.abs(radiusX), Math.abs(radiusY));
        int corners = (int) Math.min(MOST_CORNERS, Math.max(FEWEST_CORNERS, Math.ceil(around)));
        double[] outline = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double along = radiusX * Math.cos(angle);
            double across = radiusY * Math.sin(angle);
            outline[2 * i] = centreX + along * Math.cos(radians) - across * Math.sin(radians);
            outline[2 * i + 1] = centreY + along * Math.sin(radians) + across * Math.cos(radians);
        }
        return outline;
    }

    /** The outline without a last corner that repeats the first. */
    public static double[] open(double[] outline) {
        int length = outline.length;
        boolean closed = length >= 4
                && length % 2 == 0
                && outline[0] == outline[length - 2]
                && outline[1] == outline[length - 1];
        return closed ? java.util.Arrays.copyOf(outline, length - 2) : outline;
    }
}

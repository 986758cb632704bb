package maskrcnn4j.testing.formula;

import tools.jackson.databind.JsonNode;

/**
 * An ellipse that a picture shows and that is an object to find.
 *
 * @param cx2 twice the x of its centre, in pixel-edge coordinates
 * @param cy2 twice the y of its centre
 * @param rx its horizontal radius
 * @param ry its vertical radius
 * @param tone its colour, 8 bits a channel from the lowest
 * @param label its class, counted from 1
 */
public record PaintedObject(int cx2, int cy2, int rx, int ry, int tone, int label) {
    private static final int[][] CORNERS = {
        {64, 0}, {59, 24}, {45, 45}, {24, 59}, {0, 64}, {-24, 59}, {-45, 45}, {-59, 24},
        {-64, 0}, {-59, -24}, {-45, -45}, {-24, -59}, {0, -64}, {24, -59}, {45, -45}, {59, -24}
    };

    /** Reads one; tone and class may be missing where only the shape counts. */
    public static PaintedObject read(JsonNode node) {
        return new PaintedObject(
                node.path("cx2").asInt(),
                node.path("cy2").asInt(),
                node.path("rx").asInt(),
                node.path("ry").asInt(),
                node.path("tone").asInt(0),
                node.path("label").asInt(1));
    }

    /** Whether the middle of a pixel is inside. */
    public boolean contains(int x, int y) {
        long dx = 2L * x + 1 - cx2;
        long dy = 2L * y + 1 - cy2;
        long rx2 = (long) rx * rx;
        long ry2 = (long) ry * ry;
        return dx * dx * ry2 + dy * dy * rx2 <= 4 * rx2 * ry2;
    }

    /** Its mask: {@code height x width} bytes, row-major, 1 inside. */
    public byte[] bitmap(int height, int width) {
        byte[] bitmap = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                bitmap[y * width + x] = (byte) (contains(x, y) ? 1 : 0);
            }
        }
        return bitmap;
    }

    /** The box of its mask: x1, y1, x2, y2, right and bottom exclusive. */
    public int[] maskBox(int height, int width) {
        int[] box = {width, height, 0, 0};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (contains(x, y)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x + 1);
                    box[3] = Math.max(box[3], y + 1);
                }
            }
        }
        return box;
    }

    /** The ellipse's own box: x1, y1, x2, y2. */
    public double[] ellipseBox() {
        return new double[] {cx2 / 2.0 - rx, cy2 / 2.0 - ry, cx2 / 2.0 + rx, cy2 / 2.0 + ry};
    }

    /** A polygon of 16 corners around it: x, y, x, y, ... */
    public double[] polygon() {
        double[] polygon = new double[2 * CORNERS.length];
        for (int i = 0; i < CORNERS.length; i++) {
            polygon[2 * i] = (32 * cx2 + CORNERS[i][0] * rx) / 64.0;
            polygon[2 * i + 1] = (32 * cy2 + CORNERS[i][1] * ry) / 64.0;
        }
        return polygon;
    }
}

package maskrcnn4j.training.shapes;

import java.util.SplittableRandom;

/**
 * A surface: two colours in a pattern, and a grain.
 *
 * @param pattern how the two colours alternate
 * @param first red, green, blue, 0 to 255
 * @param second red, green, blue, 0 to 255
 * @param angle the pattern's turn in radians
 * @param period the pattern's length in pixels
 * @param grain the largest deviation of a pixel, in grey levels
 * @param seed where grain and clouds begin
 */
record Texture(Pattern pattern, int[] first, int[] second, double angle, double period, int grain, int seed) {
    enum Pattern {
        PLAIN,
        STRIPES,
        CHECKS,
        CLOUDS
    }

    /** A texture whose two colours differ by at most {@code contrast} in each channel. */
    static Texture random(SplittableRandom random, int[] colour, int contrast) {
        Pattern[] patterns = Pattern.values();
        int[] second = new int[3];
        for (int c = 0; c < 3; c++) {
            second[c] = Math.min(255, Math.max(0, colour[c] + random.nextInt(-contrast, contrast + 1)));
        }
        return new Texture(
                patterns[random.nextInt(patterns.length)],
                colour,
                second,
                random.nextDouble() * Math.PI,
                6 + 14 * random.nextDouble(),
                4 + random.nextInt(12),
                random.nextInt());
    }

    /** The colours of the whole picture's pixels that lie in column x from row y1 to before y2. */
    void paint(byte[] rgb, int width, int x, int y1, int y2) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int y = y1; y < y2; y++) {
            double share = share(x * cos + y * sin, y * cos - x * sin);
            int deviation = (hash(x, y) & 0xff) * (2 * grain + 1) / 256 - grain;
            int at = 3 * (y * width + x);
            for (int c = 0; c < 3; c++) {
                double value = first[c] + share * (second[c] - first[c]) + deviation;
                rgb[at + c] = (byte) Math.min(255, Math.max(0, Math.round(value)));
            }
        }
    }

    private double share(double u, double v) {
        return switch (pattern) {
            case PLAIN -> 0;
            case STRIPES -> parity(u);
            case CHECKS -> (parity(u) + parity(v)) % 2;
            case CLOUDS -> cloud(u / period, v / period);
        };
    }

    private double parity(double along) {
        return Math.floorMod((long) Math.floor(2 * along / period), 2L);
    }

    /** Smooth noise: random values at whole places, blended between them. */
    private double cloud(double u, double v) {
        int x = (int) Math.floor(u);
        int y = (int) Math.floor(v);
        double fx = smooth(u - x);
        double fy = smooth(v - y);
        double upper = corner(x, y) + fx * (corner(x + 1, y) - corner(x, y));
        double lower = corner(x, y + 1) + fx * (corner(x + 1, y + 1) - corner(x, y + 1));
        return upper + fy * (lower - upper);
    }

    private double corner(int x, int y) {
        return (hash(x, y) & 0xff) / 255.0;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private int hash(int x, int y) {
        int h = seed ^ x * 0x9E3779B1 ^ y * 0x85EBCA77;
        h = (h ^ h >>> 15) * 0x2C1B3C6D;
        h = (h ^ h >>> 12) * 0x297A2D39;
        return h ^ h >>> 15;
    }
}

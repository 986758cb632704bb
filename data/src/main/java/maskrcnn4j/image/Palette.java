package maskrcnn4j.image;

/**
 * Colours that people tell apart: one for each number, always the same.
 *
 * <p>Hues go round by the golden angle, so that numbers near each other lie far apart, in three steps of lightness. They are
 * chosen in OKLCH (B. Ottosson, "A perceptual color space for image processing", 2020), where equal steps look equal.
 */
public final class Palette {
    private static final double GOLDEN_ANGLE = Math.toRadians(137.50776405003785);
    private static final double FIRST_HUE = Math.toRadians(25);
    private static final double[] LIGHTNESS = {0.68, 0.80, 0.58};
    private static final double CHROMA = 0.19;

    private Palette() {}

    /** The colour of a number as 0xRRGGBB. */
    public static int colour(int key) {
        int k = Math.floorMod(key, 3600);
        double hue = FIRST_HUE + k * GOLDEN_ANGLE;
        double lightness = LIGHTNESS[k % LIGHTNESS.length];
        // Not every hue is that vivid on a screen: take what there is.
        for (double chroma = CHROMA; ; chroma -= 0.01) {
            int colour = oklch(lightness, chroma, hue);
            if (colour >= 0 || chroma < 0.02) {
                return colour & 0xffffff;
            }
        }
    }

    /** Whether black letters read better than white ones on a colour. */
    public static boolean wantsBlack(int colour) {
        double luminance = 0.2126 * linear(colour >> 16 & 255)
                + 0.7152 * linear(colour >> 8 & 255)
                + 0.0722 * linear(colour & 255);
        // Where the contrasts of WCAG with black and white are equal.
        return luminance > 0.179;
    }

    /** 0xRRGGBB, or a negative number if a screen cannot show the colour. */
    private static int oklch(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        double red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        double green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        double blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        boolean shown = Math.min(red, Math.min(green, blue)) >= 0 && Math.max(red, Math.max(green, blue)) <= 1;
        int colour = encoded(red) << 16 | encoded(green) << 8 | encoded(blue);
        return shown ? colour : colour | 1 << 31;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static int encoded(double linear) {
        double v = Math.max(0, Math.min(linear, 1));
        double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
        return (int) Math.round(encoded * 255);
    }

    private static double linear(int encoded) {
        double v = encoded / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}

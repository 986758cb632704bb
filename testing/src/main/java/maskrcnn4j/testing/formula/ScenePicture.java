package maskrcnn4j.testing.formula;

/** The picture "scene" of the Matterport fixtures, in integers only. */
public final class ScenePicture {
    private static final int OBJECTS = 10;
    private static final int WORDS = 9;

    private ScenePicture() {}

    /** Its bytes, row by row: red, green, blue. */
    public static byte[] rgb(String name, int height, int width) {
        byte[] rgb = new byte[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (40 + 120 * y / height);
                rgb[at + 1] = (byte) (60 + 90 * x / width);
                rgb[at + 2] = (byte) (150 - 80 * (x + y) / (height + width));
            }
        }
        Stream64 parameters = new Stream64("scene/" + name, 0);
        for (int k = 0; k < OBJECTS; k++) {
            long[] words = new long[WORDS];
            for (int i = 0; i < WORDS; i++) {
                words[i] = parameters.word((long) WORDS * k + i) >>> 33;
            }
            paint(words, rgb, height, width);
        }
        addNoise(new Stream64("noise/" + name, 0), rgb);
        return rgb;
    }

    private static void paint(long[] words, byte[] rgb, int height, int width) {
        int h = (int) (8 + words[0] % (height / 2));
        int w = (int) (8 + words[1] % (width / 2));
        int top = (int) (words[2] % (height - 8)) - 4;
        int left = (int) (words[3] % (width - 8)) - 4;
        for (int y = Math.max(0, top); y < Math.min(height, top + h); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + w); x++) {
                boolean inside = words[4] % 2 == 0 || inEllipse(2L * (y - top) - h + 1, 2L * (x - left) - w + 1, h, w);
                if (inside && (words[8] % 3 != 0 || (x + y) / 4 % 2 == 0)) {
                    for (int c = 0; c < 3; c++) {
                        rgb[3 * (y * width + x) + c] = (byte) (words[5 + c] % 256);
                    }
                }
            }
        }
    }

    private static boolean inEllipse(long u, long v, long h, long w) {
        return u * u * w * w + v * v * h * h <= h * h * w * w;
    }

    private static void addNoise(Stream64 noise, byte[] rgb) {
        for (int at = 0; at < rgb.length; at++) {
            int value = (rgb[at] & 0xff) + (int) (noise.word(at / 3) >>> 61) - 4;
            rgb[at] = (byte) Math.max(0, Math.min(255, value));
        }
    }
}

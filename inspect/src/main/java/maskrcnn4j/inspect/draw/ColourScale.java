package maskrcnn4j.inspect.draw;

import java.awt.image.IndexColorModel;

/**
 * Colours from dark blue to bright yellow whose lightness grows evenly: larger is lighter, also in print without colours and
 * for those who see colours otherwise (after the map "cividis", Nunez, Anderton and Renslow 2018).
 */
public final class ColourScale {
    private static final int[] STEPS = {
        0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xf3dc48, 0xfee838
    };

    private ColourScale() {}

    /**
     * The colour of a value.
     *
     * @param value 0 for the darkest to 1 for the lightest; beyond these, and where it is no number, the nearer end
     */
    public static int rgb(double value) {
        double place = (value > 0 ? Math.min(value, 1) : 0) * (STEPS.length - 1);
        int step = Math.min((int) place, STEPS.length - 2);
        double part = place - step;
        int colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int low = STEPS[step] >> shift & 255;
            int high = STEPS[step + 1] >> shift & 255;
            colour |= (int) Math.round(low + part * (high - low)) << shift;
        }
        return colour;
    }

    /** The scale in 256 steps, for pictures of one byte a pixel. */
    static IndexColorModel palette() {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        for (int i = 0; i < 256; i++) {
            int colour = rgb(i / 255.0);
            red[i] = (byte) (colour >> 16);
            green[i] = (byte) (colour >> 8);
            blue[i] = (byte) colour;
        }
        return new IndexColorModel(8, 256, red, green, blue);
    }
}

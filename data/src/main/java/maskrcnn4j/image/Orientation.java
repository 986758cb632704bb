package maskrcnn4j.image;

/** The eight values of EXIF's orientation tag: where the first row and column of the stored picture belong. */
public enum Orientation {
    /** 1: upright. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by half a turn. */
    HALF_TURN(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned a quarter to the right. */
    TURN_RIGHT(true, true, false),
    /** 7: exchanged and turned by half a turn. */
    TRANSVERSED(true, true, true),
    /** 8: to be turned a quarter to the left. */
    TURN_LEFT(true, false, true);

    private final boolean swapsAxes;
    private final boolean mirrorsX;
    private final boolean mirrorsY;

    Orientation(boolean swapsAxes, boolean mirrorsX, boolean mirrorsY) {
        this.swapsAxes = swapsAxes;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
    }

    /** The orientation of an EXIF value; anything outside 1..8 is upright. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Whether width and height change places. */
    public boolean swapsAxes() {
        return swapsAxes;
    }

    /** Turns a stored picture upright. */
    Image apply(Image stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int w = swapsAxes ? stored.height() : stored.width();
        int h = swapsAxes ? stored.width() : stored.height();
        int channels = stored.channels();
        // Where pixel (0, 0) of the upright picture is stored, and the steps along its row and its column.
        int stepX = channels;
        int stepY = stored.width() * channels;
        int lastX = (w - 1) * (swapsAxes ? stepY : stepX);
        int lastY = (h - 1) * (swapsAxes ? stepX : stepY);
        int alongRow = swapsAxes ? stepY : stepX;
        int alongColumn = swapsAxes ? stepX : stepY;
        int origin = (mirrorsX ? lastX : 0) + (mirrorsY ? lastY : 0);
        alongRow = mirrorsX ? -alongRow : alongRow;
        alongColumn = mirrorsY ? -alongColumn : alongColumn;
        if (stored.bitDepth() == 16) {
            short[] from = stored.rawWords();
            short[] to = new short[from.length];
            for (int y = 0, p = 0; y < h; y++) {
                for (int x = 0, q = origin + y * alongColumn; x < w; x++, q += alongRow) {
                    for (int c = 0; c < channels; c++) {
                        to[p++] = from[q + c];
                    }
                }
            }
            return Image.wrap16(w, h, channels, to);
        }
        byte[] from = stored.raw();
        byte[] to = new byte[from.length];
        for (int y = 0, p = 0; y < h; y++) {
            for (int x = 0, q = origin + y * alongColumn; x < w; x++, q += alongRow) {
                for (int c = 0; c < channels; c++) {
                    to[p++] = from[q + c];
                }
            }
        }
        return Image.wrap8(w, h, channels, to);
    }
}

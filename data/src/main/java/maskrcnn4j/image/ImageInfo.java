package maskrcnn4j.image;

/**
 * What the header of a picture file says.
 *
 * @param format the format, found by content, not by name
 * @param storedWidth columns as stored
 * @param storedHeight rows as stored
 * @param orientation how the stored picture is turned upright
 */
public record ImageInfo(Format format, int storedWidth, int storedHeight, Orientation orientation) {

    /** Formats that are read. */
    public enum Format {
        /** JPEG, baseline or progressive. A block of 8 x 8 pixels takes a bit at least. */
        JPEG(64 * 8),
        /** PNG. Deflate makes at most 1032 bytes of one, of at most 8 pixels each. */
        PNG(1032 * 8),
        /** Windows bitmap. Two bytes stand for at most 255 pixels. */
        BMP(128),
        /** GIF; the first frame is read. A code of 12 bits stands for at most 4096 pixels. */
        GIF(4096 * 8 / 12 + 1),
        /** WebP, lossy or lossless. Its codes may take no bits at all. */
        WEBP(Integer.MAX_VALUE);

        private final long mostPixelsPerByte;

        Format(long mostPixelsPerByte) {
            this.mostPixelsPerByte = mostPixelsPerByte;
        }

        /** How many pixels a byte of a file stands for at the very most: a header that claims more lies. */
        long mostPixelsPerByte() {
            return mostPixelsPerByte;
        }
    }

    /** Columns of the upright picture. */
    public int width() {
        return orientation.swapsAxes() ? storedHeight : storedWidth;
    }

    /** Rows of the upright picture. */
    public int height() {
        return orientation.swapsAxes() ? storedWidth : storedHeight;
    }

    /** Pixels. */
    public long pixels() {
        return (long) storedWidth * storedHeight;
    }
}

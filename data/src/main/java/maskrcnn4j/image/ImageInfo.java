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
        /** JPEG, baseline or progressive. */
        JPEG,
        /** PNG. */
        PNG,
        /** Windows bitmap. */
        BMP,
        /** GIF; the first frame is read. */
        GIF,
        /** WebP, lossy or lossless. */
        WEBP
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

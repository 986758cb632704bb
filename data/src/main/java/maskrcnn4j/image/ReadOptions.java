package maskrcnn4j.image;

/**
 * How a picture is read.
 *
 * @param maxPixels pictures whose header claims more are refused before memory is taken
 * @param applyOrientation whether the EXIF orientation turns the picture upright; otherwise it stays as it is stored
 * @param keep16Bit whether 16-bit samples stay 16-bit; otherwise v becomes round(v / 257)
 */
public record ReadOptions(long maxPixels, boolean applyOrientation, boolean keep16Bit) {
    /** At most 200 million pixels, turned upright, 8 bits a channel. */
    public static final ReadOptions DEFAULT = new ReadOptions(200_000_000L, true, false);

    /** Three samples of each pixel must fit into one array. */
    private static final long LARGEST = Integer.MAX_VALUE / 3 - 8;

    /** Checks the limit. */
    public ReadOptions {
        if (maxPixels < 1) {
            throw new IllegalArgumentException("a limit of " + maxPixels + " pixels lets no picture through");
        }
    }

    /** These options with another limit. */
    public ReadOptions withMaxPixels(long pixels) {
        return new ReadOptions(pixels, applyOrientation, keep16Bit);
    }

    /** These options for pictures as they are stored, the EXIF orientation left alone. */
    public ReadOptions asStored() {
        return new ReadOptions(maxPixels, false, keep16Bit);
    }

    /** These options with 16-bit samples left as they are. */
    public ReadOptions keeping16Bit() {
        return new ReadOptions(maxPixels, applyOrientation, true);
    }

    /** Refuses a size beyond the limit. */
    void check(int width, int height, String name) throws ImageException {
        long pixels = (long) width * height;
        if (pixels > maxPixels) {
            throw new ImageException(name + " claims " + width + " x " + height + " pixels, more than the limit of "
                    + maxPixels + "; raise the limit if the picture is meant to be that large");
        }
        if (pixels > LARGEST) {
            throw new ImageException(
                    name + " claims " + width + " x " + height + " pixels; more than " + LARGEST + " cannot be held");
        }
    }
}

package maskrcnn4j.mask;

/** A mask that cannot be: run lengths, text or a polygon that break their format. The message is one line. */
public final class MaskException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what is wrong, where, and what would be right. */
    public MaskException(String message) {
        super(message);
    }

    /** Checks a picture size and returns its number of pixels. */
    static int pixels(int height, int width) {
        if (height < 0 || width < 0 || (long) height * width > Integer.MAX_VALUE) {
            throw new MaskException("mask size " + height + " x " + width + " (height x width) is outside 0.."
                    + Integer.MAX_VALUE + " pixels");
        }
        return height * width;
    }
}

package maskrcnn4j.dataset.own;

import java.io.IOException;
import maskrcnn4j.mask.Rle;

/**
 * An object on a picture.
 *
 * @param label the name of its class
 * @param crowd whether it is a region of objects that are not told apart, which teaches nothing
 * @param mask its pixels
 */
public record OwnObject(String label, boolean crowd, Mask mask) {
    /** The pixels of an object, made when they are asked for. */
    @FunctionalInterface
    public interface Mask {
        /**
         * Makes the mask.
         *
         * @return as large as the picture
         * @throws IOException if it cannot be read; one line that names the file
         */
        Rle pixels() throws IOException;
    }

    /** An object that is told apart from others. */
    public OwnObject(String label, Mask mask) {
        this(label, false, mask);
    }
}

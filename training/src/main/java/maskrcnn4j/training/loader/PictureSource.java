package maskrcnn4j.training.loader;

import java.io.IOException;
import maskrcnn4j.image.Image;

/** Where the pictures of a data set come from. Called from many threads. */
@FunctionalInterface
public interface PictureSource {
    /**
     * Reads a picture.
     *
     * @param sample its place in the data set
     * @return RGB, 8 bits
     * @throws IOException if it cannot be read; one line that names the file
     */
    Image read(int sample) throws IOException;
}

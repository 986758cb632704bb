package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of weight file: how it is recognised and how it is opened. */
public interface WeightFormat {

    /** True if the content of the file (never its name) is of this kind, sound or damaged. */
    boolean recognises(FileHead head) throws IOException;

    /**
     * Opens a file of this kind; nothing in it is ever executed.
     *
     * @throws WeightException if it is damaged or uses a part of the format that is not supported
     * @throws IOException if it cannot be read
     */
    WeightFile open(Path path) throws IOException;
}

package maskrcnn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A way in which data sets are stored; every format comes in through this interface. */
public interface DatasetFormat {
    /** The short name by which users choose it, for example {@code coco}. */
    String name();

    /**
     * Whether a file or folder looks like this format. Reads no more than the beginning of a file or the names in a
     * folder.
     *
     * @throws IOException if the path cannot be read at all
     */
    boolean recognises(Path path) throws IOException;

    /**
     * Reads a data set.
     *
     * @param path the file or folder that {@link #recognises} looked at
     * @throws DatasetException if it is not what this format promises, in one line
     * @throws IOException if it cannot be read
     */
    Dataset read(Path path, ReadOptions options) throws IOException;
}

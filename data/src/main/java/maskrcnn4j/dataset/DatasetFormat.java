package maskrcnn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
     * The parts that a path is divided into, for example {@code train} and {@code val}; empty if it is one whole.
     *
     * @throws IOException if the path cannot be read
     */
    default List<String> splits(Path path) throws IOException {
        return List.of();
    }

    /**
     * Reads a data set.
     *
     * @param path the file or folder that {@link #recognises} looked at
     * @throws DatasetException if it is not what this format promises, in one line
     * @throws IOException if it cannot be read
     */
    Dataset read(Path path, ReadOptions options) throws IOException;
}

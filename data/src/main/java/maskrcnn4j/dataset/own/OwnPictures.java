package maskrcnn4j.dataset.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.image.Image;

/**
 * Pictures with objects that stand in no file of a known form, or in none at all. See {@link OwnDataset}, which makes a data
 * set of them.
 */
public interface OwnPictures {
    /** The names of the classes; their order is that of the model's labels. */
    List<String> classes();

    /** How many pictures. */
    int count();

    /**
     * What messages call a picture; where pictures are files, the name of its file within {@link #folder}, by which
     * everything that reads files finds it.
     */
    String name(int picture);

    /** The folder that names are relative to. */
    default Path folder() {
        return Path.of("");
    }

    /**
     * Reads or makes a picture. Called from many threads, each time that it is needed.
     *
     * @throws IOException if it cannot be read; one line that names the file
     */
    Image picture(int picture) throws IOException;

    /**
     * The objects of a picture; their masks are asked for one at a time.
     *
     * @throws IOException if they cannot be read; one line that names the file
     */
    List<OwnObject> objects(int picture) throws IOException;
}

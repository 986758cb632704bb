package maskrcnn4j.dataset.write;

import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * A picture whose objects are written.
 *
 * @param id its id, from 1
 * @param source where its file lies
 * @param name what its file is called among those written: a name without folders, of no other picture
 * @param width columns
 * @param height rows
 * @param objects what is on it; of detections the surest first
 */
public record OutputPicture(long id, Path source, String name, int width, int height, List<OutputObject> objects) {

    /** Copies the list. */
    public OutputPicture {
        objects = List.copyOf(objects);
    }

    /** The name without extension. */
    public String stem() {
        return PictureFiles.stem(Path.of(name));
    }
}

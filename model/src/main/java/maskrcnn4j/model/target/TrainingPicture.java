package maskrcnn4j.model.target;

import java.util.List;
import maskrcnn4j.image.Image;

/**
 * A picture to learn from, with all its objects.
 *
 * @param image the picture, before the network's own resizing
 * @param objects its true objects, in pixels of the picture; none is legal: such a picture teaches what is background
 */
public record TrainingPicture(Image image, List<TargetObject> objects) {
    /** Takes the list as it is now. */
    public TrainingPicture {
        objects = List.copyOf(objects);
    }
}

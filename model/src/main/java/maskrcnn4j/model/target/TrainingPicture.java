package maskrcnn4j.model.target;

import java.util.List;
import java.util.OptionalDouble;
import maskrcnn4j.image.Image;

/**
 * A picture to learn from, with all its objects.
 *
 * @param image the picture, before the network's own resizing
 * @param objects its true objects, in pixels of the picture; none is legal: such a picture teaches what is background
 * @param scale what the picture's sides are multiplied by, 1 where it has the right size already; empty for the model's own
 *     rule
 */
public record TrainingPicture(Image image, List<TargetObject> objects, OptionalDouble scale) {
    /** Takes the list as it is now. */
    public TrainingPicture {
        objects = List.copyOf(objects);
    }

    /** A picture that is resized by the model's own rule. */
    public TrainingPicture(Image image, List<TargetObject> objects) {
        this(image, objects, OptionalDouble.empty());
    }
}

package maskrcnn4j.model.target;

import java.util.random.RandomGenerator;
import maskrcnn4j.model.image.ResizedImage;

/** From the true objects of a picture to those of the network input. */
public interface TruthPlacement {
    /**
     * Moves objects with their picture.
     *
     * @param picture with objects in its own pixels
     * @param size how it is resized
     * @param random chooses where there are too many; else untouched
     */
    PictureTargets place(TrainingPicture picture, ResizedImage size, RandomGenerator random);
}

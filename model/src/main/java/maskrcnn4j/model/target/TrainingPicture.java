package maskrcnn4j.model.target;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import maskrcnn4j.image.Image;

/**
 * A picture to learn from, with all its objects.
 *
 * @param image the picture, before the network's own resizing
 * @param objects its true objects, in pixels of the picture; none is legal: such a picture teaches what is background
 * @param crowds regions of objects that are not told apart; no example of anything, and for some families no background either
 * @param known the labels that its annotations would tell of, where its objects of other classes were never annotated; empty
 *     for all. Families that know of it do not hold a guess of another class against the network
 * @param scale what the picture's sides are multiplied by, 1 where it has the right size already; empty for the model's own
 *     rule
 */
public record TrainingPicture(
        Image image, List<TargetObject> objects, List<TargetObject> crowds, Set<Integer> known, OptionalDouble scale) {
    /** Takes the lists as they are now. */
    public TrainingPicture {
        objects = List.copyOf(objects);
        crowds = List.copyOf(crowds);
        known = Set.copyOf(known);
    }

    /** A picture that is resized by the model's own rule. */
    public TrainingPicture(Image image, List<TargetObject> objects) {
        this(image, objects, List.of(), Set.of(), OptionalDouble.empty());
    }

    /** The same with another image. */
    public TrainingPicture withImage(Image other) {
        return new TrainingPicture(other, objects, crowds, known, scale);
    }

    /** The same with other objects. */
    public TrainingPicture withObjects(List<TargetObject> other) {
        return new TrainingPicture(image, other, crowds, known, scale);
    }

    /** The same at a scale of its own. */
    public TrainingPicture withScale(double factor) {
        return new TrainingPicture(image, objects, crowds, known, OptionalDouble.of(factor));
    }
}

package maskrcnn4j.inspect;

import java.util.Optional;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * A true object of the picture.
 *
 * @param name what it is, in the data set's words
 * @param label the model's class, 1 and up; 0 where the model does not know it
 * @param box in pixels of the picture
 * @param mask in pixels of the picture; empty where only the box is known
 * @param crowd whether it stands for a group of objects
 */
public record TruthObject(String name, int label, Box box, Optional<Rle> mask, boolean crowd) {}

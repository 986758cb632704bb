package maskrcnn4j.model.target;

import java.util.Optional;
import maskrcnn4j.mask.Box;

/**
 * A true object.
 *
 * @param label its class, 1 for the first after the background
 * @param box where it is, in pixels of its picture
 * @param mask empty where only the box is known: the object then teaches the mask head nothing
 */
public record TargetObject(int label, Box box, Optional<TargetMask> mask) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the label is not positive or the box covers nothing
     */
    public TargetObject {
        if (label < 1) {
            throw new IllegalArgumentException("label " + label + ": the first class is 1 (0 is the background)");
        }
        if (box.isEmpty() || Double.isInfinite(box.width()) || Double.isInfinite(box.height())) {
            throw new IllegalArgumentException("box " + box.x1() + ", " + box.y1() + ", " + box.x2() + ", " + box.y2()
                    + ": the true box of an object must have a width and a height above 0");
        }
    }
}

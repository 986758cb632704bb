package maskrcnn4j.training.shapes;

import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Rle;

/**
 * A drawn picture and what is on it.
 *
 * @param image RGB, 8 bits
 * @param objects from the farthest to the nearest
 */
public record ShapesPicture(Image image, List<Shape> objects) {
    /** Copies the list. */
    public ShapesPicture {
        objects = List.copyOf(objects);
    }

    /**
     * One shape.
     *
     * @param kind its category
     * @param visible the pixels of it that nothing covers, never empty
     */
    public record Shape(ShapeKind kind, Rle visible) {}
}

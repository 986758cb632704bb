package maskrcnn4j.dataset.write;

import java.util.List;
import java.util.OptionalDouble;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * An object to be written.
 *
 * @param category its class
 * @param pixels its mask, of the picture's size, not empty
 * @param outlines the polygons its mask was drawn with, which fill to {@code pixels}; empty if it was not drawn
 * @param box its box in pixels
 * @param area its area in pixels
 * @param crowd whether it stands for a group that is not told apart
 * @param score how sure a model is of it, 0 to 1; empty for an annotation
 */
public record OutputObject(
        Category category,
        Rle pixels,
        List<double[]> outlines,
        Box box,
        double area,
        boolean crowd,
        OptionalDouble score) {

    /** Copies the list. */
    public OutputObject {
        outlines = List.copyOf(outlines);
    }

    /** An object that a model found. */
    public static OutputObject detection(Category category, double score, Box box, Rle pixels) {
        return new OutputObject(category, pixels, List.of(), box, pixels.area(), false, OptionalDouble.of(score));
    }
}

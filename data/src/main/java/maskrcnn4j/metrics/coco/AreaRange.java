package maskrcnn4j.metrics.coco;

/**
 * A range of sizes that objects are sorted into, both ends included.
 *
 * @param label its name
 * @param min smallest area in square pixels
 * @param max largest area in square pixels
 */
public record AreaRange(String label, double min, double max) {
    /** Whether an area lies outside; one that is not a number never does. */
    boolean excludes(double area) {
        return area < min || area > max;
    }
}

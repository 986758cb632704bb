package maskrcnn4j.dataset;

/**
 * A class of objects.
 *
 * @param id the number that files use for it; any number, with gaps, 0 included
 * @param name its name, unique in a well-made data set
 * @param supercategory the name of its group, empty when there is none
 */
public record Category(long id, String name, String supercategory) {
    /** A category that belongs to no group. */
    public Category(long id, String name) {
        this(id, name, "");
    }
}

package maskrcnn4j.spec;

/**
 * A class of objects that a model knows.
 *
 * @param id the number that data sets and results use for it (COCO's 1 to 90 for COCO models)
 * @param name its name
 */
public record ModelCategory(long id, String name) {}

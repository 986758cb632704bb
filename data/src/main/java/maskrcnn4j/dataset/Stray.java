package maskrcnn4j.dataset;

/**
 * An object that belongs to no listed picture or category. It stays in {@link Dataset#instances()} by its place, but no
 * sample shows it.
 *
 * @param instance its place among the instances
 * @param id its own id
 * @param imageId the id of the picture it names
 * @param imageKnown whether that picture is listed
 * @param categoryId the id of the category it names
 * @param categoryKnown whether that category is listed
 */
public record Stray(
        int instance, long id, String imageId, boolean imageKnown, String categoryId, boolean categoryKnown) {}

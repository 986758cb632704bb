package maskrcnn4j.metrics.voc;

/**
 * The scores of one category.
 *
 * @param categoryId its id
 * @param name its name
 * @param elevenPoints AP as the mean of the precisions at the recalls 0, 0.1, ... 1; -1 without objects that count
 * @param area AP as the area under the precision that never rises; -1 without objects that count
 * @param objects how many objects count
 * @param difficult how many objects are left out as difficult
 * @param detections how many detections name it
 */
public record VocClass(
        long categoryId, String name, double elevenPoints, double area, int objects, int difficult, int detections) {}

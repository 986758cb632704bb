package maskrcnn4j.metrics.coco;

/**
 * The numbers of one category, all sizes together.
 *
 * @param categoryId its id
 * @param name its name; empty if categories are not told apart
 * @param ap average precision over all thresholds, at the largest limit of detections; -1 without objects that count
 * @param ap50 average precision at an agreement of 0.5; -1 also where that is not among the thresholds
 * @param ar average recall at the largest limit of detections
 * @param images how many images show objects of it
 * @param objects how many objects of it there are, crowds included
 * @param detections how many detections name it
 */
public record ClassRow(
        long categoryId, String name, double ap, double ap50, double ar, int images, int objects, int detections) {}

package maskrcnn4j.metrics.coco;

/**
 * What became of one image and category in one range of sizes: pycocotools' {@code evalImgs} entry.
 *
 * @param imageId the image
 * @param categoryId the category, -1 if categories are not told apart
 * @param area the range of sizes
 * @param objects places of the objects in their table, those that count first
 * @param objectIgnored for each of them whether it is ignored
 * @param detections places of the detections, best first, no more than the largest limit
 * @param scores their confidences
 * @param match for each threshold and detection, which of {@code objects} it took, or -1
 * @param ignored for each threshold and detection whether it counts neither way
 */
public record EvaluatedCell(
        long imageId,
        long categoryId,
        AreaRange area,
        int[] objects,
        boolean[] objectIgnored,
        int[] detections,
        double[] scores,
        int[][] match,
        boolean[][] ignored) {}

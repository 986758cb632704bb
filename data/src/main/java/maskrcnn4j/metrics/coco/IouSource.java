package maskrcnn4j.metrics.coco;

/**
 * Agreements of the detections of a cell with its objects. Keeps arrays between cells: one instance belongs to one
 * thread.
 */
interface IouSource {
    /**
     * Fills in the intersections over union of one cell; over the detection's own area where the object is a crowd.
     *
     * @param found places of the detections in their table, best first
     * @param foundCount how many of them
     * @param truths places of the objects in their table, from {@code truthStart} on
     * @param truthStart the first of them
     * @param truthCount how many of them
     * @param iou takes the results, by detection and within it by object
     * @return whether any result may reach the lowest threshold
     */
    boolean cell(int[] found, int foundCount, int[] truths, int truthStart, int truthCount, double[] iou);
}

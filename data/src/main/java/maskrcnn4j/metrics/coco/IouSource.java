package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;

/**
 * Agreements of the detections of a cell with its objects. Keeps arrays between cells: one instance belongs to one
 * thread.
 */
interface IouSource {
    /**
     * A source for one thread.
     *
     * @param lowest the lowest agreement that matters; where it is above 0, lower ones may be given as 0
     */
    static IouSource of(IouType type, Dataset dataset, Detections found, double lowest, MatchRules match, Rules rules) {
        return switch (type) {
            case BBOX -> new BoxIou(dataset, found.instances(), lowest, match);
            case SEGM -> new MaskIou(dataset, found, lowest, match, rules);
            case BOUNDARY -> new BoundaryIou(dataset, found, lowest, match, rules);
        };
    }

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

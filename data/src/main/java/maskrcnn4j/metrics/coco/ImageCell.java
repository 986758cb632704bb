package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;

/**
 * All objects and detections of one picture, whatever their categories, and how well they agree.
 *
 * @param truth the data set
 * @param found the detections
 * @param sample the picture's place in the data set
 * @param objects places of the objects in their table, in the order of the file
 * @param detections places of the detections in their table, best first
 * @param iou agreements, by detection and within it by object; over the detection's own area where the object is a crowd
 */
public record ImageCell(Dataset truth, Detections found, int sample, int[] objects, int[] detections, double[] iou) {

    /** The agreement of two by their numbers in this cell. */
    public double iou(int detection, int object) {
        return iou[detection * objects.length + object];
    }

    /** Category of a detection, by its place among those of the data set. */
    public int detectionCategory(int detection) {
        return found.instances().category(detections[detection]);
    }

    /** Category of an object, by its place among those of the data set. */
    public int objectCategory(int object) {
        return truth.instances().category(objects[object]);
    }

    /** Whether a detection and an object are of one category. */
    public boolean sameCategory(int detection, int object) {
        return detectionCategory(detection) == objectCategory(object);
    }

    /** The confidence of a detection. */
    public double score(int detection) {
        return found.score(detections[detection]);
    }

    /** Whether an object is not to be counted: a crowd, or one that its file marks so (VOC's difficult). */
    public boolean ignored(int object) {
        return truth.instances().crowd(objects[object]) || truth.instances().ignored(objects[object]);
    }
}

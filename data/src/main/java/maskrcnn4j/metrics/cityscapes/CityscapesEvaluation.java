package maskrcnn4j.metrics.cityscapes;

import java.util.List;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;

/**
 * The scores of a set of predictions.
 *
 * @param images how many pictures were evaluated
 * @param classes the classes
 * @param overlaps the overlaps that a match must exceed
 * @param ap average precision by class and overlap; NaN where a class has no object that counts
 * @param objects how many objects of each class count
 * @param predictions how many predictions of each class there are, empty ones left out
 */
public record CityscapesEvaluation(
        int images, List<CityscapesLabel> classes, double[] overlaps, double[][] ap, int[] objects, int[] predictions) {

    /** The mean over classes and overlaps; NaN if no class has objects. */
    public double meanAp() {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < ap.length; k++) {
            if (objects[k] > 0) {
                sum += classAp(k);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The mean over classes at an overlap of 0.5; NaN if no class has objects. */
    public double meanAp50() {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < ap.length; k++) {
            if (objects[k] > 0) {
                sum += classAp50(k);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The mean over overlaps of one class; NaN if it has no objects. */
    public double classAp(int k) {
        double sum = 0;
        for (double value : ap[k]) {
            sum += value;
        }
        return sum / ap[k].length;
    }

    /** One class at an overlap of 0.5; NaN if it has no objects. */
    public double classAp50(int k) {
        return ap[k][0];
    }
}

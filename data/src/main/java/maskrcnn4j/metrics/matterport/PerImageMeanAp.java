package maskrcnn4j.metrics.matterport;

import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.coco.ImageCell;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * Matterport's mean over pictures of an AP that is made for each picture alone with all its categories in one pool
 * ({@code utils.compute_ap}). Not comparable with COCO's AP, VOC's mAP or any paper: a picture with one object weighs as
 * much as one with fifty, and a category as much as it has objects.
 *
 * <p>Crowds count as objects that nothing can find, as they do there. Pictures without objects, by which the original
 * divides by zero, are left out and counted; equal scores keep the order of the file, which the original leaves open.
 *
 * @param threshold the agreement from which on a detection is right
 * @param value the mean; -1 if no picture has objects
 * @param images how many pictures it is the mean of
 * @param leftOut how many pictures have no objects
 */
public record PerImageMeanAp(double threshold, double value, int images, int leftOut) {
    /** What reports must call it. */
    public static final String NAME = "Matterport per-image mAP (not COCO AP, not VOC mAP)";

    /** Evaluates at one agreement. */
    public static PerImageMeanAp of(Dataset truth, Detections found, IouType type, double threshold) {
        List<Double> values = new ImageCells(truth, found, type, Integer.MAX_VALUE, threshold)
                .map(cell -> cell.objects().length == 0 ? Double.NaN : averagePrecision(cell, threshold));
        double sum = 0;
        int images = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                images++;
            }
        }
        return new PerImageMeanAp(threshold, images == 0 ? -1 : sum / images, images, values.size() - images);
    }

    private static double averagePrecision(ImageCell cell, double threshold) {
        int detections = cell.detections().length;
        int objects = cell.objects().length;
        boolean[] taken = new boolean[objects];
        double[] precision = new double[detections + 2];
        double[] recall = new double[detections + 2];
        int hits = 0;
        for (int d = 0; d < detections; d++) {
            int best = match(cell, d, taken, threshold);
            if (best >= 0) {
                taken[best] = true;
                hits++;
            }
            precision[d + 1] = (double) hits / (d + 1);
            // Single precision there, too.
            recall[d + 1] = (float) hits / objects;
        }
        recall[detections + 1] = 1;
        for (int i = detections; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        double sum = 0;
        for (int i = 1; i < recall.length; i++) {
            sum += (recall[i] - recall[i - 1]) * precision[i];
        }
        return sum;
    }

    /** The free object of the same category that agrees most, the later of equals, or -1. */
    private static int match(ImageCell cell, int d, boolean[] taken, double threshold) {
        int best = -1;
        for (int g = 0; g < taken.length; g++) {
            double iou = cell.iou(d, g);
            boolean open = !taken[g]
                    && cell.sameCategory(d, g)
                    && !cell.truth().instances().crowd(cell.objects()[g]);
            if (open && iou >= threshold && (best < 0 || iou >= cell.iou(d, best))) {
                best = g;
            }
        }
        return best;
    }
}

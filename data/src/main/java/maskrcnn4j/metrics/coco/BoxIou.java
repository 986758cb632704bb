package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.metrics.EvaluationException;

/**
 * Agreement of boxes, in the order of operations of pycocotools: right edges as x + width, the union as (detection +
 * object) - intersection, every step rounded, nothing clamped. A box with itself need not give 1.
 */
final class BoxIou implements IouSource {
    private final Dataset dataset;
    private final InstanceTable detections;
    private final double lowest;
    private final MatchRules match;

    /**
     * A source of agreements.
     *
     * @param lowest the lowest agreement that matters
     * @param match tells which objects are crowds
     */
    BoxIou(Dataset dataset, InstanceTable detections, double lowest, MatchRules match) {
        this.dataset = dataset;
        this.detections = detections;
        this.lowest = lowest;
        this.match = match;
    }

    @Override
    public boolean cell(int[] found, int foundCount, int[] truths, int truthStart, int truthCount, double[] iou) {
        InstanceTable objects = dataset.instances();
        boolean any = false;
        for (int g = 0; g < truthCount; g++) {
            int truth = truths[truthStart + g];
            if (!objects.hasBox(truth)) {
                throw new EvaluationException(dataset.name() + ": annotation " + objects.id(truth)
                        + ": has no bbox; write [x, y, width, height], or score masks with --type segm");
            }
            double gx = objects.x(truth);
            double gy = objects.y(truth);
            double gw = objects.width(truth);
            double gh = objects.height(truth);
            double gx2 = gw + gx;
            double gy2 = gh + gy;
            double truthArea = gw * gh;
            boolean crowd = match.crowd(objects, truth);
            for (int d = 0; d < foundCount; d++) {
                int detection = found[d];
                double x = detections.x(detection);
                double dw = detections.width(detection);
                double w = min(dw + x, gx2) - max(x, gx);
                double value = 0;
                if (!(w <= 0)) {
                    double y = detections.y(detection);
                    double dh = detections.height(detection);
                    double h = min(dh + y, gy2) - max(y, gy);
                    if (!(h <= 0)) {
                        double area = dw * dh;
                        double shared = w * h;
                        value = shared / (crowd ? area : area + truthArea - shared);
                        any |= !(value < lowest);
                    }
                }
                iou[d * truthCount + g] = value;
            }
        }
        return any || lowest <= 0;
    }

    /** Like C's fmin: what is not a number is passed over. */
    private static double min(double a, double b) {
        return a < b || b != b ? a : b;
    }

    private static double max(double a, double b) {
        return a > b || b != b ? a : b;
    }
}

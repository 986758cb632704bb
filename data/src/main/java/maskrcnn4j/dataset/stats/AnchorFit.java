package maskrcnn4j.dataset.stats;

import java.util.List;

/**
 * How well anchors fit objects: the greatest IoU of each object's box with any anchor on any cell, after resizing.
 *
 * @param anchors the anchors
 * @param best the greatest IoU of each object, 0 to 1
 * @param used how many objects each anchor fits best
 */
public record AnchorFit(List<Anchor> anchors, double[] best, int[] used) {

    /** Measures the fit. */
    public static AnchorFit of(ObjectColumns objects, List<Anchor> anchors) {
        double[] best = new double[objects.count()];
        int[] used = new int[anchors.size()];
        for (int i = 0; i < best.length; i++) {
            double scale = objects.scale()[i];
            double width = objects.width()[i] * scale;
            double height = objects.height()[i] * scale;
            double x = objects.x()[i] * scale + width / 2;
            double y = objects.y()[i] * scale + height / 2;
            int winner = -1;
            for (int a = 0; a < anchors.size(); a++) {
                double iou = iou(anchors.get(a), x, y, width, height);
                if (iou > best[i]) {
                    best[i] = iou;
                    winner = a;
                }
            }
            if (winner >= 0) {
                used[winner]++;
            }
        }
        return new AnchorFit(List.copyOf(anchors), best, used);
    }

    private static double iou(Anchor anchor, double x, double y, double width, double height) {
        double inWidth = overlap(anchor.stride(), (anchor.x1() + anchor.x2()) / 2, anchor.width(), x, width);
        double inHeight = overlap(anchor.stride(), (anchor.y1() + anchor.y2()) / 2, anchor.height(), y, height);
        double shared = inWidth * inHeight;
        return shared / (width * height + anchor.width() * anchor.height() - shared);
    }

    /** The overlap along one axis with the anchor of the nearest cell. */
    private static double overlap(int stride, double first, double anchor, double centre, double length) {
        double cell = Math.max(0, Math.rint((centre - first) / stride));
        double distance = Math.abs(first + cell * stride - centre);
        return Math.max(0, Math.min(Math.min(anchor, length), (anchor + length) / 2 - distance));
    }

    /** The share of objects whose best anchor has at least this IoU; NaN without objects. */
    public double recall(double iou) {
        int found = 0;
        for (double one : best) {
            found += one >= iou ? 1 : 0;
        }
        return best.length == 0 ? Double.NaN : (double) found / best.length;
    }

    /** The mean of the greatest IoUs; NaN without objects. */
    public double mean() {
        double sum = 0;
        for (double one : best) {
            sum += one;
        }
        return best.length == 0 ? Double.NaN : sum / best.length;
    }
}

package maskrcnn4j.inspect.section;

/**
 * How well boxes meet targets.
 *
 * @param half the share of targets that some box meets with an IoU of 0.5
 * @param strict the same with 0.7
 * @param mean the mean of each target's best IoU
 */
record Recall(double half, double strict, double mean) {
    /**
     * Compares boxes.
     *
     * @param targets x1, y1, x2, y2 of each
     * @param boxes in the same coordinates
     */
    static Recall of(float[] targets, float[] boxes) {
        double half = 0;
        double strict = 0;
        double sum = 0;
        int count = targets.length / 4;
        for (int t = 0; t < count; t++) {
            double best = best(targets, t, boxes);
            half += best >= 0.5 ? 1 : 0;
            strict += best >= 0.7 ? 1 : 0;
            sum += best;
        }
        return new Recall(half / count, strict / count, sum / count);
    }

    private static double best(float[] targets, int target, float[] boxes) {
        double best = 0;
        double x1 = targets[4 * target];
        double y1 = targets[4 * target + 1];
        double x2 = targets[4 * target + 2];
        double y2 = targets[4 * target + 3];
        double area = (x2 - x1) * (y2 - y1);
        for (int b = 0; b < boxes.length; b += 4) {
            double width = Math.min(x2, boxes[b + 2]) - Math.max(x1, boxes[b]);
            double height = Math.min(y2, boxes[b + 3]) - Math.max(y1, boxes[b + 1]);
            if (width > 0 && height > 0) {
                double own = (double) (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]);
                best = Math.max(best, width * height / (area + own - width * height));
            }
        }
        return best;
    }
}

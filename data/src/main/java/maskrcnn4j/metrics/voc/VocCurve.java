package maskrcnn4j.metrics.voc;

/** Precision and recall after each detection, best first, and the two areas that VOC makes of them. */
final class VocCurve {
    private static final int TENTHS = 10;

    private final double[] precision;
    private final double[] recall;

    /**
     * A curve.
     *
     * @param right for each detection that counts, best first, whether it is right
     * @param objects how many objects count, at least 1
     */
    VocCurve(boolean[] right, int objects) {
        precision = new double[right.length];
        recall = new double[right.length];
        int hits = 0;
        for (int i = 0; i < right.length; i++) {
            hits += right[i] ? 1 : 0;
            precision[i] = (double) hits / (i + 1);
            recall[i] = (double) hits / objects;
        }
        for (int i = right.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
    }

    double elevenPoints() {
        double sum = 0;
        int at = 0;
        for (int i = 0; i <= TENTHS; i++) {
            // Divided, not multiplied: 3 of 10 objects reach a recall of 0.3.
            while (at < recall.length && recall[at] < i / (double) TENTHS) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / (TENTHS + 1);
    }

    double area() {
        double sum = 0;
        double before = 0;
        for (int i = 0; i < recall.length; i++) {
            sum += (recall[i] - before) * precision[i];
            before = recall[i];
        }
        return sum;
    }
}

package maskrcnn4j.inspect;

/**
 * What the region proposal network says about one level.
 *
 * @param level 2 for stride 4, 3 for stride 8, ...
 * @param stride pixels of the network input between two cells
 * @param height rows of cells
 * @param width columns of cells
 * @param perCell anchors of each cell
 * @param logits {@code [height, width, perCell]}
 * @param anchors x1, y1, x2, y2 of each, in the same order, in pixels of the network input
 */
public record RpnLevel(int level, int stride, int height, int width, int perCell, float[] logits, float[] anchors) {
    /** How many anchors there are. */
    public int size() {
        return logits.length;
    }

    /** How likely an anchor holds an object. */
    public double probability(int anchor) {
        return 1 / (1 + Math.exp(-(double) logits[anchor]));
    }

    /** The probability of the best anchor of each cell, {@code [height, width]}. */
    public float[] best() {
        float[] best = new float[height * width];
        for (int cell = 0; cell < best.length; cell++) {
            double most = 0;
            for (int a = 0; a < perCell; a++) {
                most = Math.max(most, probability(cell * perCell + a));
            }
            best[cell] = (float) most;
        }
        return best;
    }
}

package maskrcnn4j.model.rpn;

import java.util.Arrays;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.box.ScoreOrder;

/**
 * Matterport's choice of proposals: the best anchors of all levels together, moved, clipped to the network input, freed of
 * what overlaps a better one, and filled up with boxes of zeros.
 *
 * @param candidates how many of the best scores are looked at
 * @param nmsThreshold a box is dropped when its IoU with a better one is above this
 * @param proposals how many boxes there are in the end
 * @param deviations multiply dy, dx, dh, dw
 */
public record NormalizedProposals(int candidates, float nmsThreshold, int proposals, float[] deviations) {
    private static final float[] ALL = {0, 0, 1, 1};

    /**
     * Boxes in units of the network input.
     *
     * @param boxes y1, x1, y2, x2 of each, {@code proposals} in all, zeros at the end
     * @param anchors the anchors of those that are not filled up
     */
    public record Chosen(float[] boxes, int[] anchors) {}

    /**
     * Chooses.
     *
     * @param foreground how likely each anchor holds an object
     * @param deltas dy, dx, dh, dw of each anchor
     * @param anchors y1, x1, y2, x2 of each in units of the network input
     */
    public Chosen choose(float[] foreground, float[] deltas, float[] anchors) {
        int[] best = ScoreOrder.best(foreground, candidates);
        float[] boxes = new float[4 * best.length];
        int finite = 0;
        for (int candidate : best) {
            NormalizedBoxes.decode(anchors, 4 * candidate, deltas, 4 * candidate, deviations, boxes, 4 * finite);
            NormalizedBoxes.clip(boxes, 4 * finite, ALL);
            if (Float.isFinite(foreground[candidate]) && NormalizedBoxes.isFinite(boxes, 4 * finite)) {
                best[finite++] = candidate;
            }
        }
        int[] kept = NormalizedBoxes.suppress(boxes, finite, nmsThreshold, proposals);
        float[] chosen = new float[4 * proposals];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(boxes, 4 * kept[i], chosen, 4 * i, 4);
        }
        return new Chosen(chosen, Arrays.stream(kept).map(i -> best[i]).toArray());
    }
}

package maskrcnn4j.model.rpn;

import java.util.Arrays;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;

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
     * What became of each box that {@link #choose} looked at, corners in the order x1, y1, x2, y2.
     *
     * @param foreground how likely each anchor holds an object
     * @param deltas dy, dx, dh, dw of each anchor
     * @param anchors y1, x1, y2, x2 of each in units of the network input
     */
    Candidates trace(float[] foreground, float[] deltas, float[] anchors) {
        int[] best = ScoreOrder.best(foreground, candidates);
        float[] decoded = new float[4 * best.length];
        float[] scores = new float[best.length];
        for (int i = 0; i < best.length; i++) {
            NormalizedBoxes.decode(anchors, 4 * best[i], deltas, 4 * best[i], deviations, decoded, 4 * i);
            scores[i] = foreground[best[i]];
        }
        float[] clipped = decoded.clone();
        Fate[] fates = new Fate[best.length];
        int[] rivals = new int[best.length];
        int[] kept = new int[proposals];
        int size = 0;
        for (int i = 0; i < best.length; i++) {
            NormalizedBoxes.clip(clipped, 4 * i, ALL);
            rivals[i] = -1;
            if (!Float.isFinite(scores[i]) || !NormalizedBoxes.isFinite(clipped, 4 * i)) {
                fates[i] = Fate.NOT_FINITE;
                continue;
            }
            rivals[i] = NormalizedBoxes.rival(clipped, i, kept, size, nmsThreshold);
            fates[i] = rivals[i] >= 0 ? Fate.SUPPRESSED : size < proposals ? Fate.KEPT : Fate.SURPLUS;
            if (fates[i] == Fate.KEPT) {
                kept[size++] = i;
            }
        }
        return new Candidates(
                best,
                new int[best.length],
                scores,
                NormalizedBoxes.toBoxes(decoded).toArray(),
                NormalizedBoxes.toBoxes(clipped).toArray(),
                fates,
                rivals);
    }

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

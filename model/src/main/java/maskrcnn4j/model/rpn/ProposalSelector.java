package maskrcnn4j.model.rpn;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.tensor.Tensor;

/** From the network's view of every anchor to the proposals of a picture. */
public final class ProposalSelector {
    private final RpnSpec spec;
    private final AnchorGenerator anchors;
    private final BoxCoder coder;
    private final NonMaximumSuppression nms;
    private final double extent;

    public ProposalSelector(RpnSpec spec, AnchorGenerator anchors, BoxRule rule) {
        this.spec = spec;
        this.anchors = anchors;
        this.coder = new BoxCoder(rule, spec.weights());
        this.nms = new NonMaximumSuppression(spec.nmsThreshold(), rule);
        this.extent = rule.extent();
    }

    /**
     * Selects the proposals of one picture of a batch: the best scores are decoded, clipped, freed of what is too small,
     * and of what overlaps a better one.
     *
     * @param levels what the network says
     * @param image the picture's place in the batch
     * @param width of the resized picture, in pixels of the network input
     * @param height of the resized picture, in pixels of the network input
     */
    public Proposals select(List<RpnOutput> levels, int image, int width, int height, StageObserver observer) {
        if (levels.size() != 1) {
            throw new IllegalArgumentException(levels.size() + " levels: candidates are chosen over one level");
        }
        Tensor objectness = levels.get(0).objectness().select(0, image);
        // Ordered by logits: the sigmoid keeps their order, but in float32 makes equals of those near 1.
        float[] logits = objectness.permute(1, 2, 0).toFloats();
        float[] deltas =
                levels.get(0).deltas().select(0, image).permute(1, 2, 0).toFloats();
        double[] anchorBoxes = anchors.anchors(0, (int) objectness.size(1), (int) objectness.size(2));

        int[] best = ScoreOrder.best(logits, spec.candidates());
        observer.filtered(
                Stage.PROPOSALS,
                image,
                "not among the " + spec.candidates() + " best scores",
                logits.length,
                best.length);

        double[] boxes = new double[4 * best.length];
        float[] boxLogits = new float[best.length];
        int large = 0;
        for (int anchor : best) {
            int d = 4 * anchor;
            int at = 4 * large;
            coder.decode(anchorBoxes, d, deltas[d], deltas[d + 1], deltas[d + 2], deltas[d + 3], boxes, at);
            coder.clip(boxes, at, width, height);
            if (boxes[at + 2] - boxes[at] + extent >= spec.smallestSide()
                    && boxes[at + 3] - boxes[at + 1] + extent >= spec.smallestSide()) {
                boxLogits[large++] = logits[anchor];
            }
        }
        observer.filtered(
                Stage.PROPOSALS, image, "a side below " + spec.smallestSide() + " pixels", best.length, large);

        int[] kept = nms.keep(boxes, large, spec.proposals());
        observer.filtered(
                Stage.PROPOSALS,
                image,
                "IoU above " + spec.nmsThreshold() + " with a better one, or not among the " + spec.proposals()
                        + " best",
                large,
                kept.length);
        float[] keptScores = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptScores[i] = (float) (1 / (1 + Math.exp(-(double) boxLogits[kept[i]])));
        }
        return new Proposals(Boxes.of(Arrays.copyOf(boxes, 4 * large)).select(kept), keptScores);
    }
}

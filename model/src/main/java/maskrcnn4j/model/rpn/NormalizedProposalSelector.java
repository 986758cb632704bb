package maskrcnn4j.model.rpn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.tensor.Tensor;

/**
 * {@link NormalizedProposals} on what the head says. Of the boxes of zeros that fill up the list, which are all the same,
 * only one is handed on.
 */
public final class NormalizedProposalSelector implements ProposalSelection {
    private final NormalizedProposals rule;
    private final CornerAnchors anchors;

    public NormalizedProposalSelector(ProposalSpec spec, AnchorSpec.Corners anchors) {
        this.rule = new NormalizedProposals(
                spec.candidates(),
                (float) spec.nmsThreshold(),
                spec.proposals(),
                NormalizedBoxes.deviations(spec.weights()));
        this.anchors = new CornerAnchors(anchors.sizes(), anchors.ratios(), anchors.strides(), anchors.every());
    }

    @Override
    public List<Proposals> select(
            List<FeatureMap> features, List<RpnOutput> rpn, ImageBatch batch, StageObserver observer) {
        float[] boxes = anchors.normalized(batch.height(), batch.width());
        List<Proposals> proposals = new ArrayList<>();
        for (int image = 0; image < batch.images().size(); image++) {
            float[] foreground = new float[boxes.length / 4];
            float[] deltas = new float[boxes.length];
            int at = 0;
            for (RpnOutput level : rpn) {
                float[] logits = channelsLast(level.objectness(), image);
                float[] moves = channelsLast(level.deltas(), image);
                for (int i = 0; i < logits.length / 2; i++) {
                    foreground[at + i] = (float) (1 / (1 + Math.exp((double) logits[2 * i] - logits[2 * i + 1])));
                }
                System.arraycopy(moves, 0, deltas, 4 * at, moves.length);
                at += logits.length / 2;
            }
            proposals.add(choose(foreground, deltas, boxes, image, observer));
        }
        return proposals;
    }

    private Proposals choose(float[] foreground, float[] deltas, float[] boxes, int image, StageObserver observer) {
        NormalizedProposals.Chosen chosen = rule.choose(foreground, deltas, boxes);
        if (observer.wantsTraces()) {
            observer.candidates(Stage.PROPOSALS, image, rule.trace(foreground, deltas, boxes));
        }
        int kept = chosen.anchors().length;
        int candidates = Math.min(rule.candidates(), foreground.length);
        observer.filtered(
                Stage.PROPOSALS,
                image,
                "not among the " + rule.candidates() + " best scores",
                foreground.length,
                candidates);
        observer.filtered(
                Stage.PROPOSALS,
                image,
                "IoU above " + rule.nmsThreshold() + " with a better one, or not among the " + rule.proposals()
                        + " best",
                candidates,
                kept);
        int rows = Math.min(kept + 1, rule.proposals());
        float[] scores = new float[rows];
        for (int i = 0; i < kept; i++) {
            scores[i] = foreground[chosen.anchors()[i]];
        }
        return new Proposals(NormalizedBoxes.toBoxes(Arrays.copyOf(chosen.boxes(), 4 * rows)), scores);
    }

    private static float[] channelsLast(Tensor maps, int image) {
        return maps.select(0, image).permute(1, 2, 0).toFloats();
    }
}

package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.loss.RpnLoss;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.roi.Patches;
import maskrcnn4j.model.rpn.LevelAnchors;
import maskrcnn4j.model.rpn.RpnHead;
import maskrcnn4j.model.rpn.RpnOutput;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.MatchableBoxes;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Loops;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * The region proposal network in a training pass. Its losses look at few anchors; where they do, the head runs without
 * gradients over all cells, for the proposals, and once more with gradients over the cells of those anchors alone.
 */
final class RpnPass {
    /** Cells computed for the losses, with their neighbourhoods, as a share of all: above it the whole head is cheaper. */
    private static final double FEW = 0.25;

    private final RpnHead head;
    private final RpnLoss loss;
    private final List<FeatureMap> features;
    private final RpnLoss.Sampled sampled;
    private final List<LevelAnchors> levels;
    private final boolean few;

    private RpnPass(
            RpnHead head, RpnLoss loss, List<FeatureMap> features, RpnLoss.Sampled sampled, List<LevelAnchors> levels) {
        this.head = head;
        this.loss = loss;
        this.features = features;
        this.sampled = sampled;
        this.levels = levels;
        int side = 2 * head.reach() + 1;
        long cells = features.stream()
                .mapToLong(map -> (long) map.height() * map.width())
                .sum();
        this.few = head.hasCells() && (double) sampled.rows().length * side * side < FEW * cells * sampled.pictures();
    }

    static RpnPass of(
            RpnHead head,
            TrainingParts training,
            List<FeatureMap> features,
            ImageBatch batch,
            List<PictureTargets> truths,
            List<? extends RandomGenerator> randoms,
            TargetObserver observer) {
        List<LevelAnchors> levels = training.anchors().anchors(features, batch.height(), batch.width());
        MatchableBoxes all = training.candidates().of(levels, batch.height(), batch.width());
        List<AnchorTargets.Targets> targets = Loops.map(
                truths.size(),
                i -> training.anchorTargets()
                        .of(all, truths.get(i).boxes(), truths.get(i).crowds(), randoms.get(i)));
        for (int i = 0; i < targets.size(); i++) {
            observer.anchors(i, targets.get(i));
        }
        return new RpnPass(head, training.rpnLoss(), features, RpnLoss.Sampled.of(all, targets), levels);
    }

    /** Whether the losses need nothing of {@link #forward}. */
    boolean looksAtFew() {
        return few;
    }

    /** What the losses are means over. */
    MicroBatch.Share share() {
        return MicroBatch.Share.ofAnchors(sampled.pictures(), sampled.rows().length, sampled.positives());
    }

    /** What the network says about every anchor; with gradients only where {@link #losses} needs those. */
    List<RpnOutput> forward(TargetObserver observer) {
        if (!few) {
            return head.forward(features, observer);
        }
        try (Engine.Guard forProposals = Engine.withoutGradients()) {
            return head.forward(features, observer);
        }
    }

    /**
     * The losses.
     *
     * @param outputs what {@link #forward} gave
     * @param rows the pixels of the levels
     */
    RpnLoss.Values losses(List<RpnOutput> outputs, FeatureRows rows) {
        return few ? ofCells(rows) : ofAll(outputs);
    }

    private RpnLoss.Values ofAll(List<RpnOutput> outputs) {
        long pictures = sampled.pictures();
        List<Tensor> logits = new ArrayList<>();
        List<Tensor> deltas = new ArrayList<>();
        for (RpnOutput level : outputs) {
            logits.add(head.logits(level.objectness()).permute(0, 2, 3, 1).reshape(pictures, -1));
            deltas.add(level.deltas().permute(0, 2, 3, 1).reshape(pictures, -1, 4));
        }
        return loss.ofAll(Tensors.concatenate(logits, 1), Tensors.concatenate(deltas, 1), sampled);
    }

    private RpnLoss.Values ofCells(FeatureRows rows) {
        long[] anchors = sampled.rows();
        int perCell = levels.get(0).perCell();
        long perPicture = levels.stream().mapToLong(LevelAnchors::size).sum();
        List<Patches.Cell> cells = new ArrayList<>();
        long[] places = new long[anchors.length];
        for (int i = 0; i < anchors.length; i++) {
            int anchor = (int) (anchors[i] % perPicture);
            int level = 0;
            while (anchor >= levels.get(level).size()) {
                anchor -= levels.get(level++).size();
            }
            int width = features.get(level).width();
            int cell = anchor / perCell;
            cells.add(new Patches.Cell(level, (int) (anchors[i] / perPicture), cell / width, cell % width));
            places[i] = (long) i * perCell + anchor % perCell;
        }
        RpnOutput output = head.forward(rows, cells);
        Tensor index = Tensors.of(places, places.length).to(output.objectness().device());
        Tensor logits = output.objectness().reshape(-1).indexSelect(0, index);
        Tensor deltas = output.deltas().reshape(-1, 4).indexSelect(0, index.narrow(0, 0, sampled.positives()));
        return loss.ofSampled(logits, deltas, sampled);
    }
}

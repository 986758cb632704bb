package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.loss.BoxHeadLoss;
import maskrcnn4j.model.loss.MaskLoss;
import maskrcnn4j.model.loss.RpnLoss;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.rpn.ProposalSelector;
import maskrcnn4j.model.rpn.RpnOutput;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.FloatBoxes;
import maskrcnn4j.model.target.MaskTargets;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * What training needs beside the parts of the network: targets and losses.
 *
 * @param anchors where the anchors stand
 * @param anchorTargets what they should say
 * @param rpnLoss how far they are from it
 * @param proposals from the network's view of every anchor to the proposals of training
 * @param proposalTargets what they should say
 * @param boxHeadLoss how far they are from it
 * @param maskTargets what the mask head should draw
 * @param classes where the heads keep what belongs to a class
 */
record TrainingParts(
        AnchorGenerator anchors,
        AnchorTargets anchorTargets,
        RpnLoss rpnLoss,
        ProposalSelector proposals,
        ProposalTargets proposalTargets,
        BoxHeadLoss boxHeadLoss,
        MaskTargets maskTargets,
        ClassRule classes) {

    static TrainingParts of(ModelSpec spec) {
        TrainingSpec training = spec.training();
        ProposalSpec proposals = spec.rpn().proposals();
        List<Double> rpnWeights = proposals.weights();
        List<Double> boxWeights = spec.boxHead().weights();
        AnchorGenerator anchors = new AnchorGenerator(spec.anchors());
        return new TrainingParts(
                anchors,
                new AnchorTargets(training.rpn(), new BoxCoder(spec.boxRule(), rpnWeights), spec.boxRule()),
                new RpnLoss(training.rpn(), spec.boxRule(), rpnWeights),
                new ProposalSelector(
                        proposals.withCounts(
                                training.rpn().candidates(), training.rpn().proposals()),
                        anchors,
                        spec.boxRule()),
                new ProposalTargets(training.roi(), new BoxCoder(spec.boxRule(), boxWeights), spec.boxRule()),
                new BoxHeadLoss(training.roi().boxLoss(), spec.boxRule(), boxWeights),
                new MaskTargets(training.masks()),
                spec.classes());
    }

    RpnLoss.Values rpnLosses(
            List<FeatureMap> features,
            List<RpnOutput> rpn,
            ImageBatch batch,
            List<PictureTargets> truths,
            RandomGenerator random,
            TargetObserver observer) {
        FloatBoxes all = allAnchors(features, batch);
        List<AnchorTargets.Targets> targets = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            targets.add(anchorTargets.of(all, truths.get(i).boxes(), random));
            observer.anchors(i, targets.get(i));
        }
        long images = truths.size();
        List<Tensor> logits = new ArrayList<>();
        List<Tensor> deltas = new ArrayList<>();
        for (RpnOutput level : rpn) {
            logits.add(level.objectness().permute(0, 2, 3, 1).reshape(images, -1));
            deltas.add(level.deltas().permute(0, 2, 3, 1).reshape(images, -1, 4));
        }
        return rpnLoss.of(Tensors.concatenate(logits, 1), Tensors.concatenate(deltas, 1), all, targets);
    }

    private FloatBoxes allAnchors(List<FeatureMap> features, ImageBatch batch) {
        return new FloatBoxes(Boxes.concatenate(anchors.anchors(features, batch.height(), batch.width()).stream()
                .map(level -> Boxes.of(level.corners()))
                .toList()));
    }

    Tensor classLoss(BoxPredictions predictions, List<ProposalTargets.Targets> rois) {
        long[] scores = new long[rois.stream().mapToInt(of -> of.rois().size()).sum()];
        int background = classes.backgroundScore((int) predictions.logits().size(1));
        int at = 0;
        for (ProposalTargets.Targets of : rois) {
            for (int row = 0; row < of.rois().size(); row++) {
                scores[at++] = row < of.positives() ? classes.score(of.labels()[row]) : background;
            }
        }
        return boxHeadLoss.classes(predictions.logits(), scores);
    }

    Tensor boxLoss(BoxPredictions predictions, List<ProposalTargets.Targets> rois) {
        int positives =
                rois.stream().mapToInt(ProposalTargets.Targets::positives).sum();
        int[] rows = new int[positives];
        int[] groups = new int[positives];
        float[] deltas = new float[4 * positives];
        int at = 0;
        int first = 0;
        for (ProposalTargets.Targets of : rois) {
            System.arraycopy(of.deltas(), 0, deltas, 4 * at, of.deltas().length);
            for (int row = 0; row < of.positives(); row++) {
                rows[at] = first + row;
                groups[at++] = classes.box(of.labels()[row]);
            }
            first += of.rois().size();
        }
        Boxes from = Boxes.concatenate(
                rois.stream().map(ProposalTargets.Targets::positiveRois).toList());
        Boxes truths = Boxes.concatenate(
                rois.stream().map(ProposalTargets.Targets::matchedBoxes).toList());
        return boxHeadLoss.boxes(predictions.deltas(), new BoxHeadLoss.Foreground(rows, groups, deltas, from, truths));
    }

    Tensor maskLoss(Tensor logits, int[] labels, float[] targets) {
        int[] rows = IntStream.range(0, labels.length).toArray();
        int[] maps = IntStream.of(labels).map(classes::mask).toArray();
        return MaskLoss.of(logits, rows, maps, targets);
    }

    /** The loss of no masks. */
    static Tensor noMasks(Device device) {
        return Tensors.zeros(ElementType.FLOAT32).to(device);
    }
}

package maskrcnn4j.model;

import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.loss.BoxHeadLoss;
import maskrcnn4j.model.loss.MaskLoss;
import maskrcnn4j.model.loss.RpnLoss;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.rpn.ProposalSelector;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.MaskTargets;
import maskrcnn4j.model.target.ProposalTargets;
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

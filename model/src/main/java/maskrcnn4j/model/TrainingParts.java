package maskrcnn4j.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import maskrcnn4j.mask.MaskResizer;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.VerticalFirstDeltas;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.loss.BoxHeadLoss;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.loss.MaskLoss;
import maskrcnn4j.model.loss.RpnLoss;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.rpn.NormalizedProposalSelector;
import maskrcnn4j.model.rpn.ProposalSelection;
import maskrcnn4j.model.rpn.ProposalSelector;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.FramedTruths;
import maskrcnn4j.model.target.MaskTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.ResizedTruths;
import maskrcnn4j.model.target.TruthPlacement;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FramedTraining;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * What training needs beside the parts of the network: targets and losses.
 *
 * @param frames by which pictures are framed, or squares cut out of them; absent where they are not
 * @param truths from the objects of a picture to those of the network input
 * @param anchors where the anchors stand
 * @param candidates the anchors as they are matched
 * @param anchorTargets what they should say
 * @param rpnLoss how far they are from it
 * @param proposals from the network's view of every anchor to the proposals of training
 * @param proposalTargets what they should say
 * @param boxHeadLoss how far they are from it
 * @param maskTargets what the mask head should draw
 * @param classes where the heads keep what belongs to a class
 * @param framed what training has beside this where boxes are in units of the network input
 */
record TrainingParts(
        Optional<FrameRule> frames,
        TruthPlacement truths,
        AnchorGenerator anchors,
        AnchorCandidates candidates,
        AnchorTargets anchorTargets,
        RpnLoss rpnLoss,
        ProposalSelection proposals,
        ProposalTargets proposalTargets,
        BoxHeadLoss boxHeadLoss,
        MaskTargets maskTargets,
        ClassRule classes,
        Optional<FramedTraining> framed) {

    /** Builds the parts that a spec describes. Which class plays a part is decided here and nowhere else. */
    static TrainingParts of(ModelSpec spec) {
        return spec.anchors() instanceof AnchorSpec.Corners corners ? inUnitsOfInput(spec, corners) : inPixels(spec);
    }

    private static TrainingParts inPixels(ModelSpec spec) {
        TrainingSpec training = spec.training();
        List<Double> rpnWeights = spec.rpn().proposals().weights();
        List<Double> boxWeights = spec.boxHead().weights();
        AnchorGenerator anchors = new AnchorGenerator(spec.anchors());
        MaskResizer.Nearest nearest = spec.image().resize().filter() == ResizeRule.Filter.ANTIALIASED_BYTES
                ? MaskResizer.Nearest.CENTRE
                : MaskResizer.Nearest.FLOOR;
        return new TrainingParts(
                spec.image().frame(),
                new ResizedTruths(training.masks(), nearest),
                anchors,
                AnchorCandidates.inSinglePrecision(),
                new AnchorTargets(training.rpn(), new BoxCoder(spec.boxRule(), rpnWeights), spec.boxRule()),
                new RpnLoss(training.rpn(), spec.boxRule(), rpnWeights),
                new ProposalSelector(inTraining(spec), anchors, spec.boxRule()),
                new ProposalTargets(training.roi(), new BoxCoder(spec.boxRule(), boxWeights), spec.boxRule()),
                new BoxHeadLoss(training.roi().boxLoss(), spec.boxRule(), boxWeights, TrainingSpec.Divisor.SAMPLED),
                new MaskTargets(training.masks()),
                spec.classes(),
                Optional.empty());
    }

    private static TrainingParts inUnitsOfInput(ModelSpec spec, AnchorSpec.Corners corners) {
        TrainingSpec training = spec.training();
        FramedTraining framed = training.framed().orElseThrow();
        FrameRule frames = spec.image().frame().orElseThrow();
        List<Double> rpnWeights = spec.rpn().proposals().weights();
        List<Double> boxWeights = spec.boxHead().weights();
        return new TrainingParts(
                spec.image().frame(),
                new FramedTruths(framed, frames),
                new AnchorGenerator(corners),
                AnchorCandidates.inDoublePrecision(corners),
                new AnchorTargets(
                        training.rpn(),
                        VerticalFirstDeltas.inDoublePrecision(rpnWeights),
                        spec.boxRule(),
                        framed.crowdIou()),
                new RpnLoss(training.rpn(), spec.boxRule(), rpnWeights),
                new NormalizedProposalSelector(inTraining(spec), corners),
                new ProposalTargets(
                        training.roi(), framed, VerticalFirstDeltas.inSinglePrecision(boxWeights), spec.boxRule()),
                new BoxHeadLoss(training.roi().boxLoss(), spec.boxRule(), boxWeights, TrainingSpec.Divisor.OWN_TERMS),
                new MaskTargets(training.masks()),
                spec.classes(),
                Optional.of(framed));
    }

    private static ProposalSpec inTraining(ModelSpec spec) {
        TrainingSpec.RpnTraining rpn = spec.training().rpn();
        return spec.rpn().proposals().withCounts(rpn.candidates(), rpn.proposals());
    }

    /**
     * The loss of classes.
     *
     * @param known the labels that the pictures tell of; empty for all
     */
    Tensor classLoss(BoxPredictions predictions, List<ProposalTargets.Targets> rois, Set<Integer> known) {
        long[] scores = new long[rois.stream().mapToInt(of -> of.rois().size()).sum()];
        int background = classes.backgroundScore((int) predictions.logits().size(1));
        int at = 0;
        for (ProposalTargets.Targets of : rois) {
            for (int row = 0; row < of.rois().size(); row++) {
                scores[at++] = row < of.positives() ? classes.score(of.labels()[row]) : background;
            }
        }
        if (known.isEmpty() || framed.isEmpty()) {
            return boxHeadLoss.classes(predictions.logits(), scores);
        }
        Set<Integer> outputs = new HashSet<>(Set.of(background));
        known.forEach(label -> outputs.add(classes.score(label)));
        IntPredicate told = outputs::contains;
        return boxHeadLoss.classes(predictions.logits(), scores, told);
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
        return framed.isPresent()
                ? MaskLoss.ofProbabilities(
                        logits.sigmoid(), rows, maps, targets, framed.get().maskClip())
                : MaskLoss.of(logits, rows, maps, targets);
    }

    /** A resized picture, or a square cut out of it at random where that is the rule. */
    ResizedImage cut(ResizedImage size, RandomGenerator random) {
        return frames.map(rule -> size.cutAtRandom(rule, random)).orElse(size);
    }

    Losses weighted(Losses losses) {
        return framed.map(of -> losses.times(of.lossWeights())).orElse(losses);
    }

    /** The loss of no masks. */
    static Tensor noMasks(Device device) {
        return Tensors.zeros(ElementType.FLOAT32, device);
    }
}

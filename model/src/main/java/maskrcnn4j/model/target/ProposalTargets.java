package maskrcnn4j.model.target;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.DeltaEncoder;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.FramedTraining;
import maskrcnn4j.spec.TrainingSpec;

/** Which proposals of a picture the heads learn from, and what they should say about them (Fast R-CNN, section 2.3). */
public final class ProposalTargets {
    private final Matcher matcher;
    private final BalancedSampler sampler;
    private final DeltaEncoder encoder;
    private final double extent;
    private final double crowdIou;
    private final boolean withTruths;
    private final int rows;

    /** Makes targets of proposals in pixels, to which the true boxes are added; crowds are left out. */
    public ProposalTargets(TrainingSpec.RoiTraining spec, DeltaEncoder encoder, BoxRule rule) {
        this.matcher = new Matcher(spec.matching());
        this.sampler = new BalancedSampler(spec.sampling(), BalancedSampler.Background.FILLS_UP);
        this.encoder = encoder;
        this.extent = rule.extent();
        this.crowdIou = Double.POSITIVE_INFINITY;
        this.withTruths = true;
        this.rows = 0;
    }

    /** Makes targets of proposals in units of the network input, whose boxes of zeros stand for none. */
    public ProposalTargets(TrainingSpec.RoiTraining spec, FramedTraining framed, DeltaEncoder encoder, BoxRule rule) {
        this.matcher = new Matcher(spec.matching());
        this.sampler = new BalancedSampler(
                spec.sampling(),
                framed.exactShare() ? BalancedSampler.Background.KEEPS_THE_SHARE : BalancedSampler.Background.FILLS_UP);
        this.encoder = encoder;
        this.extent = rule.extent();
        this.crowdIou = framed.crowdIou();
        this.withTruths = false;
        this.rows = framed.padded() ? spec.sampling().perImage() : 0;
    }

    /**
     * The targets of one picture.
     *
     * @param rois the sampled boxes: P of foreground, then those of background, each in the order of the proposals (behind
     *     which the true boxes themselves may stand), then what fills up the sample
     * @param truths the true box of each foreground roi, P numbers
     * @param labels the class of each foreground roi, P numbers, 1 for the first after the background
     * @param matchedBoxes the true box of each foreground roi
     * @param deltas {@code [P, 4]}: what leads from each foreground roi to its true box
     */
    public record Targets(Boxes rois, int[] truths, int[] labels, Boxes matchedBoxes, float[] deltas) {
        /** How many are foreground. */
        public int positives() {
            return labels.length;
        }

        /** The foreground rois. */
        public Boxes positiveRois() {
            int[] first = new int[labels.length];
            for (int i = 0; i < first.length; i++) {
                first[i] = i;
            }
            return rois.select(first);
        }
    }

    /**
     * Makes the targets of one picture. All boxes are in pixels, or all in units, of the network input.
     *
     * @param proposals what the region proposal network proposes
     * @param truths the true boxes
     * @param labels the class of each true box
     * @param crowds the boxes of crowds
     * @param random chooses the sample
     */
    public Targets of(Boxes proposals, Boxes truths, int[] labels, Boxes crowds, RandomGenerator random) {
        Boxes candidates = withTruths ? proposals.and(truths) : withoutZeros(proposals);
        Matcher.Matches matches = matcher.match(truths, crowds, crowdIou, new FloatBoxes(candidates), extent);
        BalancedSampler.Sample sample = sampler.sample(matches.labels(), random);
        int[] positives = sample.positives();
        int[] matched = new int[positives.length];
        int[] classes = new int[positives.length];
        float[] deltas = new float[4 * positives.length];
        for (int i = 0; i < positives.length; i++) {
            matched[i] = matches.truths()[positives[i]];
            classes[i] = labels[matched[i]];
            encoder.encode(candidates.box(positives[i]), truths.box(matched[i]), deltas, 4 * i);
        }
        Boxes rois = candidates.select(positives).and(candidates.select(sample.negatives()));
        if (rois.size() < rows) {
            rois = rois.and(Boxes.of(new float[4 * (rows - rois.size())]));
        }
        return new Targets(rois, matched, classes, truths.select(matched), deltas);
    }

    private static Boxes withoutZeros(Boxes proposals) {
        return proposals.select(IntStream.range(0, proposals.size())
                .filter(i ->
                        proposals.x1(i) != 0 || proposals.y1(i) != 0 || proposals.x2(i) != 0 || proposals.y2(i) != 0)
                .toArray());
    }
}

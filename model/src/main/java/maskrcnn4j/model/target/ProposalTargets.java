package maskrcnn4j.model.target;

import java.util.random.RandomGenerator;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.TrainingSpec;

/** Which proposals of a picture the heads learn from, and what they should say about them (Fast R-CNN, section 2.3). */
public final class ProposalTargets {
    private final Matcher matcher;
    private final BalancedSampler sampler;
    private final BoxCoder coder;
    private final double extent;

    /** Makes targets by the rules of a family. */
    public ProposalTargets(TrainingSpec.RoiTraining spec, BoxCoder coder, BoxRule rule) {
        this.matcher = new Matcher(spec.matching());
        this.sampler = new BalancedSampler(spec.sampling());
        this.coder = coder;
        this.extent = rule.extent();
    }

    /**
     * The targets of one picture.
     *
     * @param rois the sampled boxes: P of foreground, then those of background, each in the order of the proposals, behind
     *     which the true boxes themselves stand
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
     * Makes the targets of one picture.
     *
     * @param proposals in pixels of the network input; the true boxes are added to them
     * @param truths the true boxes, in pixels of the network input
     * @param labels the class of each true box
     * @param random chooses the sample
     */
    public Targets of(Boxes proposals, Boxes truths, int[] labels, RandomGenerator random) {
        Boxes candidates = proposals.and(truths);
        Matcher.Matches matches = matcher.match(truths, new FloatBoxes(candidates), extent);
        BalancedSampler.Sample sample = sampler.sample(matches.labels(), random);
        int[] positives = sample.positives();
        int[] matched = new int[positives.length];
        int[] classes = new int[positives.length];
        float[] deltas = new float[4 * positives.length];
        for (int i = 0; i < positives.length; i++) {
            matched[i] = matches.truths()[positives[i]];
            classes[i] = labels[matched[i]];
            coder.encode(
                    candidates.select(positives[i]).toArray(),
                    0,
                    truths.select(matched[i]).toArray(),
                    0,
                    deltas,
                    4 * i);
        }
        Boxes rois = candidates.select(positives).and(candidates.select(sample.negatives()));
        return new Targets(rois, matched, classes, truths.select(matched), deltas);
    }
}

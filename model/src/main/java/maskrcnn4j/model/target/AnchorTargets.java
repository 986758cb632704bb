package maskrcnn4j.model.target;

import java.util.random.RandomGenerator;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.TrainingSpec;

/** What the region proposal network should say about the anchors of a picture (Faster R-CNN, section 3.1.2). */
public final class AnchorTargets {
    private final Matcher matcher;
    private final BalancedSampler sampler;
    private final BoxCoder coder;
    private final double extent;

    /** Makes targets by the rules of a family. */
    public AnchorTargets(TrainingSpec.RpnTraining spec, BoxCoder coder, BoxRule rule) {
        this.matcher = new Matcher(spec.matching());
        this.sampler = new BalancedSampler(spec.sampling());
        this.coder = coder;
        this.extent = rule.extent();
    }

    /**
     * The targets of one picture.
     *
     * @param matches of all its anchors
     * @param sample which anchors take part in the losses; both kinds in that of objectness, foreground in that of boxes
     * @param matchedBoxes the true box of each sampled foreground anchor
     * @param deltas {@code [P, 4]}: what leads from each sampled foreground anchor to its true box
     */
    public record Targets(Matcher.Matches matches, BalancedSampler.Sample sample, Boxes matchedBoxes, float[] deltas) {}

    /**
     * Makes the targets of one picture.
     *
     * @param anchors all anchors of the batch, level after level
     * @param truths the true boxes, in pixels of the network input
     * @param random chooses the sample
     */
    public Targets of(FloatBoxes anchors, Boxes truths, RandomGenerator random) {
        Matcher.Matches matches = matcher.match(truths, anchors, extent);
        BalancedSampler.Sample sample = sampler.sample(matches.labels(), random);
        int[] positives = sample.positives();
        int[] matched = new int[positives.length];
        float[] deltas = new float[4 * positives.length];
        for (int i = 0; i < positives.length; i++) {
            matched[i] = matches.truths()[positives[i]];
            coder.encode(
                    anchors.corners(positives[i]), 0, truths.select(matched[i]).toArray(), 0, deltas, 4 * i);
        }
        return new Targets(matches, sample, truths.select(matched), deltas);
    }
}

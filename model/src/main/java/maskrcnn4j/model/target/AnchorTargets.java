package maskrcnn4j.model.target;

import java.util.random.RandomGenerator;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.DeltaEncoder;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.TrainingSpec;

/** What the region proposal network should say about the anchors of a picture (Faster R-CNN, section 3.1.2). */
public final class AnchorTargets {
    private final Matcher matcher;
    private final BalancedSampler sampler;
    private final DeltaEncoder encoder;
    private final double extent;
    private final double crowdIou;

    /** Makes targets by the rules of a family that leaves crowds out. */
    public AnchorTargets(TrainingSpec.RpnTraining spec, DeltaEncoder encoder, BoxRule rule) {
        this(spec, encoder, rule, Double.POSITIVE_INFINITY);
    }

    /**
     * Makes targets by the rules of a family.
     *
     * @param encoder says how deltas are reckoned
     * @param crowdIou the IoU with a crowd from which on an anchor is no background
     */
    public AnchorTargets(TrainingSpec.RpnTraining spec, DeltaEncoder encoder, BoxRule rule, double crowdIou) {
        this.matcher = new Matcher(spec.matching());
        this.sampler = new BalancedSampler(spec.sampling(), BalancedSampler.Background.FILLS_UP);
        this.encoder = encoder;
        this.extent = rule.extent();
        this.crowdIou = crowdIou;
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
     * @param crowds the boxes of crowds, in pixels of the network input
     * @param random chooses the sample
     */
    public Targets of(MatchableBoxes anchors, Boxes truths, Boxes crowds, RandomGenerator random) {
        Matcher.Matches matches = matcher.match(truths, crowds, crowdIou, anchors, extent);
        BalancedSampler.Sample sample = sampler.sample(matches.labels(), random);
        int[] positives = sample.positives();
        int[] matched = new int[positives.length];
        float[] deltas = new float[4 * positives.length];
        for (int i = 0; i < positives.length; i++) {
            matched[i] = matches.truths()[positives[i]];
            encoder.encode(anchors.box(positives[i]), truths.box(matched[i]), deltas, 4 * i);
        }
        return new Targets(matches, sample, truths.select(matched), deltas);
    }
}

package maskrcnn4j.model.rpn;

import java.util.List;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ProposalSpec;

/** Which of the boxes that compete with each other are worth proposing. */
final class CandidateFilter {
    private final ProposalSpec spec;
    private final BoxCoder coder;
    private final NonMaximumSuppression nms;

    CandidateFilter(ProposalSpec spec, BoxRule rule) {
        this.spec = spec;
        this.coder = new BoxCoder(rule, spec.weights());
        this.nms = new NonMaximumSuppression(spec.nmsThreshold(), rule);
    }

    /**
     * What is left.
     *
     * @param boxes from the best on
     * @param ranks of each
     * @param counts how many there were at first, and after each filter
     */
    record Survivors(Boxes boxes, float[] ranks, Counts counts) {}

    /** How many boxes there were, and how many each filter left. */
    record Counts(int all, int best, int finite, int large, int probable, int separate) {
        Counts plus(Counts other) {
            return new Counts(
                    all + other.all,
                    best + other.best,
                    finite + other.finite,
                    large + other.large,
                    probable + other.probable,
                    separate + other.separate);
        }
    }

    /**
     * Decodes the boxes of the best scores, clips them, and drops what is too small, too improbable, or overlaps a better
     * one.
     *
     * @param width of the resized picture, in pixels of the network input
     * @param height of the resized picture, in pixels of the network input
     */
    Survivors filter(ScoredBoxes boxes, int width, int height) {
        float[] logits = boxes.logits();
        int[] best = ScoreOrder.best(logits, spec.candidates());
        float[] corners = new float[4 * best.length];
        float[] ranks = new float[best.length];
        int finite = 0;
        int large = 0;
        int probable = 0;
        for (int candidate : best) {
            int at = 4 * probable;
            boxes.box(candidate, corners, at);
            if (!isFinite(corners, at) || !Float.isFinite(logits[candidate])) {
                continue;
            }
            finite++;
            coder.clip(corners, at, width, height);
            if (isSmall(coder.shorterSide(corners, at))) {
                continue;
            }
            large++;
            ranks[probable] = rank(logits[candidate]);
            if (isProbable(ranks[probable])) {
                probable++;
            }
        }
        int[] kept = nms.keep(corners, probable, spec.proposals());
        float[] keptRanks = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptRanks[i] = ranks[kept[i]];
        }
        return new Survivors(
                Boxes.of(corners).select(kept),
                keptRanks,
                new Counts(logits.length, best.length, finite, large, probable, kept.length));
    }

    /** The best of all, in one order. */
    Proposals merge(List<Survivors> groups) {
        float[] ranks = new float
                [groups.stream().mapToInt(group -> group.ranks().length).sum()];
        int at = 0;
        for (Survivors group : groups) {
            System.arraycopy(group.ranks(), 0, ranks, at, group.ranks().length);
            at += group.ranks().length;
        }
        int[] order = ScoreOrder.best(ranks, spec.proposals());
        float[] scores = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            scores[i] = ranks[order[i]];
        }
        Boxes boxes = Boxes.concatenate(groups.stream().map(Survivors::boxes).toList());
        return new Proposals(boxes.select(order), scores);
    }

    private boolean isSmall(float side) {
        float limit = (float) spec.smallestSide();
        return !(side > limit || spec.sideItself() && side == limit);
    }

    private float rank(float logit) {
        return spec.ranking() == ProposalSpec.Ranking.LOGIT ? logit : (float) (1 / (1 + Math.exp(-(double) logit)));
    }

    private boolean isProbable(float rank) {
        return spec.ranking() == ProposalSpec.Ranking.LOGIT || rank >= (float) spec.scoreThreshold();
    }

    private static boolean isFinite(float[] boxes, int at) {
        return Float.isFinite(boxes[at])
                && Float.isFinite(boxes[at + 1])
                && Float.isFinite(boxes[at + 2])
                && Float.isFinite(boxes[at + 3]);
    }
}

package maskrcnn4j.model.rpn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
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
            Fate fate = judge(logits[candidate], corners, at, width, height);
            finite += fate == Fate.NOT_FINITE ? 0 : 1;
            large += fate == Fate.IMPROBABLE || fate == Fate.KEPT ? 1 : 0;
            if (fate == Fate.KEPT) {
                ranks[probable++] = rank(logits[candidate]);
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

    /** Clips a box and says whether it may compete: {@link Fate#KEPT} if so. */
    private Fate judge(float logit, float[] corners, int at, int width, int height) {
        if (!isFinite(corners, at) || !Float.isFinite(logit)) {
            return Fate.NOT_FINITE;
        }
        coder.clip(corners, at, width, height);
        if (isSmall(coder.shorterSide(corners, at))) {
            return Fate.SMALL;
        }
        return isProbable(rank(logit)) ? Fate.KEPT : Fate.IMPROBABLE;
    }

    /**
     * What became of each box that {@link #filter} looked at.
     *
     * @param first the number of the first box among those of all groups
     */
    Candidates trace(ScoredBoxes boxes, int first, int width, int height) {
        float[] logits = boxes.logits();
        int[] best = ScoreOrder.best(logits, spec.candidates());
        int count = best.length;
        float[] decoded = new float[4 * count];
        float[] scores = new float[count];
        Fate[] fates = new Fate[count];
        for (int i = 0; i < count; i++) {
            boxes.box(best[i], decoded, 4 * i);
        }
        float[] corners = decoded.clone();
        int[] rivals = new int[count];
        Arrays.fill(rivals, -1);
        for (int i = 0; i < count; i++) {
            fates[i] = judge(logits[best[i]], corners, 4 * i, width, height);
            scores[i] = rank(logits[best[i]]);
        }
        suppress(corners, fates, rivals);
        int[] sources = Arrays.stream(best).map(box -> first + box).toArray();
        return new Candidates(sources, new int[count], scores, decoded, corners, fates, rivals);
    }

    private void suppress(float[] corners, Fate[] fates, int[] rivals) {
        int[] competing = IntStream.range(0, fates.length)
                .filter(i -> fates[i] == Fate.KEPT)
                .toArray();
        float[] own = Boxes.of(corners).select(competing).toArray();
        int[] kept = nms.keep(own, competing.length, spec.proposals());
        int next = 0;
        for (int i = 0; i < competing.length; i++) {
            if (next < kept.length && kept[next] == i) {
                next++;
                continue;
            }
            int rival = nms.rival(own, i, kept);
            fates[competing[i]] = rival < 0 ? Fate.SURPLUS : Fate.SUPPRESSED;
            rivals[competing[i]] = rival < 0 ? -1 : competing[rival];
        }
    }

    /** The traces of all groups in turn, of whose survivors some are one too many. */
    Candidates join(List<Candidates> groups) {
        Candidates all = Candidates.concatenate(groups);
        int[] survivors = IntStream.range(0, all.size())
                .filter(i -> all.fates()[i] == Fate.KEPT)
                .toArray();
        float[] ranks = new float[survivors.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = all.scores()[survivors[i]];
            all.fates()[survivors[i]] = Fate.SURPLUS;
        }
        for (int kept : ScoreOrder.best(ranks, spec.proposals())) {
            all.fates()[survivors[kept]] = Fate.KEPT;
        }
        return all;
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

package maskrcnn4j.spec;

import java.util.List;

/**
 * Which boxes of the region proposal network become proposals.
 *
 * @param weights divide dx, dy, dw, dh
 * @param scope whether candidates are chosen, and suppress each other, within a level or over all of them
 * @param candidates how many boxes of the best scores are decoded, in that scope
 * @param ranking what the chosen boxes are ordered by, and what the score of a proposal is
 * @param scoreThreshold boxes with a lower score are dropped; for {@link Ranking#PROBABILITY} only
 * @param smallestSide boxes narrower or lower than this after clipping are dropped, in pixels of the network input
 * @param sideItself whether a side of exactly that length is kept
 * @param nmsThreshold a box is suppressed when its IoU with a better one is above this
 * @param proposals how many boxes of a picture are kept after that
 */
public record ProposalSpec(
        List<Double> weights,
        Scope scope,
        int candidates,
        Ranking ranking,
        double scoreThreshold,
        double smallestSide,
        boolean sideItself,
        double nmsThreshold,
        int proposals) {

    /** What candidates compete with. */
    public enum Scope {
        /** Those of their level. */
        LEVEL,
        /** Those of their picture. */
        IMAGE
    }

    /** What proposals are ordered by. The two differ where probabilities near 1 become equal in single precision. */
    public enum Ranking {
        /** The sigmoid of the logit. */
        PROBABILITY,
        /** The logit. */
        LOGIT
    }

    /** Checks the numbers. */
    public ProposalSpec {
        weights = List.copyOf(weights);
        if (weights.size() != 4 || !weights.stream().allMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException("proposals.weights: " + weights + ", there must be 4, above 0");
        }
        if (candidates < 1 || proposals < 1) {
            throw new IllegalArgumentException("proposals: candidates " + candidates + " and proposals " + proposals
                    + ", both must be at least 1");
        }
        if (!(nmsThreshold >= 0 && nmsThreshold <= 1) || !(scoreThreshold >= 0 && scoreThreshold <= 1)) {
            throw new IllegalArgumentException("proposals: nmsThreshold " + nmsThreshold + " and scoreThreshold "
                    + scoreThreshold + ", both must be between 0 and 1");
        }
    }

    /** This, with other counts, as training wants them. */
    public ProposalSpec withCounts(int newCandidates, int newProposals) {
        return new ProposalSpec(
                weights,
                scope,
                newCandidates,
                ranking,
                scoreThreshold,
                smallestSide,
                sideItself,
                nmsThreshold,
                newProposals);
    }
}

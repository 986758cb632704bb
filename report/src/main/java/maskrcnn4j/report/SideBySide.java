package maskrcnn4j.report;

import java.util.List;

/**
 * Pairs of pictures that are to be compared, the two of a pair beside each other on every screen; each opens in full size,
 * and the arrow keys then lead from one to the other.
 *
 * @param pairs the pairs, in the order shown
 */
public record SideBySide(List<Pair> pairs) implements Block {

    /**
     * Two pictures. The caption of each says what it is; that of the pair is what is to be seen.
     *
     * @param left the first
     * @param right the second
     * @param caption the lines under both, one sentence each
     */
    public record Pair(Picture left, Picture right, String caption) {}

    /** Copies the list. */
    public SideBySide {
        pairs = List.copyOf(pairs);
    }
}

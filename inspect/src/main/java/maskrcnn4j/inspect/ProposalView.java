package maskrcnn4j.inspect;

import java.util.List;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.SamplingGrid;

/**
 * The first stage's outcome.
 *
 * @param candidates the boxes that competed, in pixels of the network input
 * @param boxes x1, y1, x2, y2 of each proposal in pixels of the network input
 * @param scores of each
 * @param grids where the box head reads the features of each
 */
public record ProposalView(Candidates candidates, float[] boxes, float[] scores, List<SamplingGrid> grids) {
    /** Takes the list as it is now. */
    public ProposalView {
        grids = List.copyOf(grids);
    }

    /** How many. */
    public int size() {
        return scores.length;
    }
}

package maskrcnn4j.inspect;

import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.SamplingGrid;

/**
 * The second stage's outcome.
 *
 * @param classes how many class scores each proposal has, the background included
 * @param probabilities {@code [proposals, classes]}, in the model's own order
 * @param background which class score is the background's
 * @param candidates the pairs of proposal and class that score enough, in pixels of the network input
 * @param boxes x1, y1, x2, y2 of each detection in pixels of the network input
 * @param scores of each
 * @param grids where the mask head reads the features of each
 */
public record DetectionView(
        int classes,
        float[] probabilities,
        int background,
        Candidates candidates,
        float[] boxes,
        float[] scores,
        List<SamplingGrid> grids) {
    /** Takes the list as it is now. */
    public DetectionView {
        grids = List.copyOf(grids);
    }

    /** The numbers of the detections, from the highest score. */
    public int[] best() {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

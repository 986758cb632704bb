package maskrcnn4j.metrics.analysis;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.metrics.ScoreOrder;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.MatchedClass;

/**
 * Detections that count at one agreement, best first, and whether each is right.
 *
 * @param scores their confidences, falling
 * @param right whether each found an object
 * @param objects how many objects there were to find
 */
public record Outcomes(double[] scores, boolean[] right, int objects) {

    /**
     * The outcomes of one category at COCO's matching, all sizes together.
     *
     * @param k place of the category in the evaluation
     * @param threshold one of the evaluation's thresholds, by its value
     */
    public static Outcomes of(CocoEvaluation evaluation, int k, double threshold) {
        int t = evaluation.means().thresholdIndex(threshold);
        int all = evaluation.areaIndex("all");
        if (t < 0 || all < 0) {
            throw new IllegalArgumentException(
                    "the evaluation has no threshold " + threshold + " or no range of sizes called all");
        }
        MatchedClass matched = evaluation.matched(k, all);
        double[] scores = new double[matched.count()];
        boolean[] right = new boolean[matched.count()];
        int count = 0;
        for (int rank = 0; rank < matched.count(); rank++) {
            if (!matched.ignored(rank, t)) {
                scores[count] = matched.score(rank);
                right[count++] = matched.right(rank, t);
            }
        }
        return new Outcomes(Arrays.copyOf(scores, count), Arrays.copyOf(right, count), matched.objects());
    }

    /** The outcomes of several categories in one pool; equal scores keep the order of the list. */
    public static Outcomes pooled(List<Outcomes> parts) {
        int count = parts.stream().mapToInt(Outcomes::count).sum();
        double[] scores = new double[count];
        boolean[] right = new boolean[count];
        int[] order = new int[count];
        int objects = 0;
        int at = 0;
        for (Outcomes part : parts) {
            System.arraycopy(part.scores, 0, scores, at, part.count());
            System.arraycopy(part.right, 0, right, at, part.count());
            at += part.count();
            objects += part.objects;
        }
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        new ScoreOrder().sort(scores, order, count);
        double[] sortedScores = new double[count];
        boolean[] sortedRight = new boolean[count];
        for (int i = 0; i < count; i++) {
            sortedScores[i] = scores[order[i]];
            sortedRight[i] = right[order[i]];
        }
        return new Outcomes(sortedScores, sortedRight, objects);
    }

    /** How many detections count. */
    public int count() {
        return scores.length;
    }
}

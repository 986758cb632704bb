package maskrcnn4j.metrics.coco;

import maskrcnn4j.metrics.ScoreOrder;

/** The detections of one category after matching in one range of sizes, best first: what analysis stands on. */
public final class MatchedClass {
    private final EvaluationJob job;
    private final ClassMatches matches;
    private final int range;
    private final int k;
    private final int[] order;

    MatchedClass(EvaluationJob job, int k, int range) {
        this.job = job;
        this.k = k;
        this.range = range;
        matches = CocoEvaluator.matches(job, k);
        order = new int[matches.count];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new ScoreOrder().sort(matches.scores, order, order.length);
    }

    /** How many detections there are, no more on a picture than the largest limit. */
    public int count() {
        return order.length;
    }

    /** The confidence of the detection at this rank. */
    public double score(int rank) {
        return matches.scores[order[rank]];
    }

    /** Its place among all detections. */
    public int detection(int rank) {
        return matches.detections[order[rank]];
    }

    /** Whether it counts neither way at a threshold, by its place. */
    public boolean ignored(int rank, int threshold) {
        return (bits(rank, threshold) >>> threshold % CellMatcher.THRESHOLDS + CellMatcher.IGNORED_SHIFT & 1) != 0;
    }

    /** Whether it is right at a threshold, by its place. */
    public boolean right(int rank, int threshold) {
        return !ignored(rank, threshold) && (bits(rank, threshold) >>> threshold % CellMatcher.THRESHOLDS & 1) != 0;
    }

    private int bits(int rank, int threshold) {
        return matches.bits(threshold / CellMatcher.THRESHOLDS, range, order[rank]);
    }

    /** How many objects count. */
    public int objects() {
        return matches.positives[range];
    }

    /** For each object that counts the place of its picture, in ascending order of the pictures' ids. */
    public int[] objectSamples() {
        int[] samples = new int[objects()];
        int count = 0;
        AreaRange sizes = job.ranges.get(range);
        for (int i = job.grid.truths.start()[k]; i < job.grid.truths.start()[k + 1]; i++) {
            int truth = job.grid.truths.order()[i];
            if (!job.rules.ignores(job.truths, truth) && !sizes.excludes(job.areaOf(truth))) {
                samples[count++] = job.truths.sample(truth);
            }
        }
        return samples;
    }
}

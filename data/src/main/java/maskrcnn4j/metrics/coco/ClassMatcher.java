package maskrcnn4j.metrics.coco;

import java.util.List;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.metrics.ScoreOrder;

/**
 * Matches the cells of one class, or of some of its images. Agreements are computed once for all ranges of size and
 * thresholds, and ranges in which the same objects are ignored are matched once. For one thread.
 */
final class ClassMatcher {
    private final EvaluationJob job;
    private final IouSource source;
    private final CellMatcher[] matchers;
    private final List<AreaRange> ranges;
    private final int cap;
    private final ScoreOrder sorter = new ScoreOrder();

    private int[] found = new int[128];
    private int[] order = new int[128];
    private double[] scores = new double[128];
    private double[] iou = new double[256];
    private boolean[] crowd = new boolean[16];
    private boolean[] lost = new boolean[16];
    private boolean[][] ignored;

    ClassMatcher(EvaluationJob job) {
        this.job = job;
        source = job.newIouSource();
        double[][] chunks = job.thresholdChunks;
        matchers = new CellMatcher[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            matchers[i] = new CellMatcher(chunks[i]);
        }
        ranges = job.ranges;
        cap = job.cap;
        ignored = new boolean[ranges.size()][16];
    }

    /**
     * Matches the cells of objects {@code [truth, truthEnd)} and detections {@code [detection, detectionEnd)}, places in
     * the lists of the grid.
     */
    ClassMatches match(int truth, int truthEnd, int detection, int detectionEnd) {
        CellGrid grid = job.grid;
        InstanceTable truths = job.truths;
        InstanceTable detections = job.detections;
        ClassMatches result = new ClassMatches(ranges.size(), matchers.length, detectionEnd - detection);
        int g = truth;
        int d = detection;
        while (g < truthEnd || d < detectionEnd) {
            int truthImage =
                    g < truthEnd ? grid.imageRank[truths.sample(grid.truths.order()[g])] : Integer.MAX_VALUE;
            int foundImage = d < detectionEnd
                    ? grid.imageRank[detections.sample(grid.found.order()[d])]
                    : Integer.MAX_VALUE;
            int image = Math.min(truthImage, foundImage);
            int nextTruth = g;
            while (nextTruth < truthEnd
                    && grid.imageRank[truths.sample(grid.truths.order()[nextTruth])] == image) {
                nextTruth++;
            }
            int nextFound = d;
            while (nextFound < detectionEnd
                    && grid.imageRank[detections.sample(grid.found.order()[nextFound])] == image) {
                nextFound++;
            }
            cell(g, nextTruth - g, d, nextFound - d, result);
            g = nextTruth;
            d = nextFound;
        }
        return result;
    }

    private void cell(int truthStart, int truthCount, int foundStart, int foundCount, ClassMatches result) {
        describe(truthStart, truthCount, result);
        if (foundCount == 0) {
            return;
        }
        int kept = best(foundStart, foundCount);
        int at = result.count;
        for (int i = 0; i < kept; i++) {
            result.scores[at + i] = job.scores.score(found[i]);
            result.ranks[at + i] = i;
            result.detections[at + i] = found[i];
        }
        result.count += kept;
        result.deepest = Math.max(result.deepest, kept);
        if (truthCount > 0 && agreements(truthStart, truthCount, kept)) {
            matchAll(truthCount, kept, result, at);
        }
        ignoreUnmatched(kept, result, at);
    }

    private void describe(int start, int count, ClassMatches result) {
        if (crowd.length < count) {
            crowd = new boolean[2 * count];
            lost = new boolean[2 * count];
            ignored = new boolean[ranges.size()][2 * count];
        }
        InstanceTable truths = job.truths;
        for (int i = 0; i < count; i++) {
            int truth = job.grid.truths.order()[start + i];
            crowd[i] = job.rules.crowd(truths, truth);
            lost[i] = job.rules.loses(truths, truth);
            boolean always = job.rules.ignores(truths, truth);
            double area = job.areaOf(truth);
            for (int a = 0; a < ranges.size(); a++) {
                boolean out = always || ranges.get(a).excludes(area);
                ignored[a][i] = out;
                result.positives[a] += out ? 0 : 1;
            }
        }
    }

    /** Sorts the detections of the cell by score and cuts them at the largest limit. */
    private int best(int start, int count) {
        if (found.length < count) {
            found = new int[2 * count];
            order = new int[2 * count];
            scores = new double[2 * count];
        }
        int[] list = job.grid.found.order();
        for (int i = 0; i < count; i++) {
            scores[i] = job.scores.score(list[start + i]);
            order[i] = i;
        }
        sorter.sort(scores, order, count);
        int kept = Math.min(count, cap);
        for (int i = 0; i < kept; i++) {
            found[i] = list[start + order[i]];
        }
        return kept;
    }

    private boolean agreements(int truthStart, int truthCount, int kept) {
        int pairs = Math.multiplyExact(kept, truthCount);
        if (iou.length < pairs) {
            iou = new double[pairs + (pairs >> 1)];
        }
        return source.cell(found, kept, job.grid.truths.order(), truthStart, truthCount, iou);
    }

    private void matchAll(int objects, int kept, ClassMatches result, int at) {
        for (int a = 0; a < ranges.size(); a++) {
            int same = sameAs(a, objects);
            for (int c = 0; c < matchers.length; c++) {
                int[] bits = result.bits[c * ranges.size() + a];
                if (same >= 0) {
                    System.arraycopy(result.bits[c * ranges.size() + same], at, bits, at, kept);
                } else {
                    matchers[c].match(iou, kept, objects, ignored[a], crowd, lost, bits, at);
                }
            }
        }
    }

    /** An earlier range in which exactly the same objects are ignored, or -1. */
    private int sameAs(int range, int objects) {
        for (int a = 0; a < range; a++) {
            int i = 0;
            while (i < objects && ignored[a][i] == ignored[range][i]) {
                i++;
            }
            if (i == objects) {
                return a;
            }
        }
        return -1;
    }

    /** What did not match and is of another size, or of a class not marked everywhere, counts neither way. */
    private void ignoreUnmatched(int kept, ClassMatches result, int at) {
        for (int i = 0; i < kept; i++) {
            double area = job.detections.area(found[i]);
            boolean always =
                    job.rules.unmatchedIgnored(job.detections.sample(found[i]), job.detections.category(found[i]));
            for (int a = 0; a < ranges.size(); a++) {
                if (always || ranges.get(a).excludes(area)) {
                    for (int c = 0; c < matchers.length; c++) {
                        int[] bits = result.bits[c * ranges.size() + a];
                        int unmatched = matchers[c].allBits() & ~bits[at + i];
                        bits[at + i] |= unmatched << CellMatcher.IGNORED_SHIFT;
                    }
                }
            }
        }
    }
}

package maskrcnn4j.metrics.coco;

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
    private final int[] allBits;
    private final int ranges;
    private final double[] least;
    private final double[] most;
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
        allBits = new int[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            matchers[i] = new CellMatcher(chunks[i]);
            allBits[i] = matchers[i].allBits();
        }
        ranges = job.ranges.size();
        least = new double[ranges];
        most = new double[ranges];
        for (int a = 0; a < ranges; a++) {
            least[a] = job.ranges.get(a).min();
            most[a] = job.ranges.get(a).max();
        }
        cap = job.cap;
        ignored = new boolean[ranges][16];
    }

    /**
     * Matches the cells of objects {@code [truth, truthEnd)} and detections {@code [detection, detectionEnd)}, places in
     * the lists of the grid.
     */
    ClassMatches match(int truth, int truthEnd, int detection, int detectionEnd) {
        int[] truthImages = job.grid.truths.images();
        int[] foundImages = job.grid.found.images();
        ClassMatches result = new ClassMatches(ranges, allBits, detectionEnd - detection);
        int g = truth;
        int d = detection;
        while (g < truthEnd || d < detectionEnd) {
            int truthImage = g < truthEnd ? truthImages[g] : Integer.MAX_VALUE;
            int foundImage = d < detectionEnd ? foundImages[d] : Integer.MAX_VALUE;
            int image = Math.min(truthImage, foundImage);
            int nextTruth = g;
            while (nextTruth < truthEnd && truthImages[nextTruth] == image) {
                nextTruth++;
            }
            int nextFound = d;
            while (nextFound < detectionEnd && foundImages[nextFound] == image) {
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
        int at = result.count;
        int kept = best(foundStart, foundCount, result);
        result.count += kept;
        result.deepest = Math.max(result.deepest, kept);
        if (truthCount > 0 && agreements(truthStart, truthCount, kept)) {
            matchAll(truthCount, kept, result, at);
        }
    }

    private void describe(int start, int count, ClassMatches result) {
        if (crowd.length < count) {
            crowd = new boolean[2 * count];
            lost = new boolean[2 * count];
            ignored = new boolean[ranges][2 * count];
        }
        InstanceTable truths = job.truths;
        for (int i = 0; i < count; i++) {
            int truth = job.grid.truths.order()[start + i];
            crowd[i] = job.rules.crowd(truths, truth);
            lost[i] = job.rules.loses(truths, truth);
            boolean always = job.rules.ignores(truths, truth);
            double area = job.areaOf(truth);
            for (int a = 0; a < ranges; a++) {
                boolean out = always || area < least[a] || area > most[a];
                ignored[a][i] = out;
                result.positives[a] += out ? 0 : 1;
            }
        }
    }

    /** Sorts the detections of the cell by score, cuts them at the largest limit and notes what is known of each. */
    private int best(int start, int count, ClassMatches result) {
        if (found.length < count) {
            found = new int[2 * count];
            order = new int[2 * count];
            scores = new double[2 * count];
        }
        int[] list = job.grid.found.order();
        for (int i = 0; i < count; i++) {
            scores[i] = job.found.score(list[start + i]);
            order[i] = i;
        }
        sorter.sort(scores, order, count);
        int kept = Math.min(count, cap);
        int at = result.count;
        for (int i = 0; i < kept; i++) {
            int detection = list[start + order[i]];
            found[i] = detection;
            result.scores[at + i] = scores[order[i]];
            result.ranks[at + i] = i;
            result.detections[at + i] = detection;
            result.outside[at + i] = outside(detection);
        }
        return kept;
    }

    /** A detection of another size, or of a class not marked everywhere, counts only if it matches. */
    private int outside(int detection) {
        InstanceTable detections = job.detections;
        if (job.rules.unmatchedIgnored(detections.sample(detection), detections.category(detection))) {
            return -1;
        }
        double area = detections.area(detection);
        int bits = 0;
        for (int a = 0; a < ranges; a++) {
            if (area < least[a] || area > most[a]) {
                bits |= 1 << a;
            }
        }
        return bits;
    }

    private boolean agreements(int truthStart, int truthCount, int kept) {
        int pairs = Math.multiplyExact(kept, truthCount);
        if (iou.length < pairs) {
            iou = new double[pairs + (pairs >> 1)];
        }
        return source.cell(found, kept, job.grid.truths.order(), truthStart, truthCount, iou);
    }

    private void matchAll(int objects, int kept, ClassMatches result, int at) {
        for (int a = 0; a < ranges; a++) {
            int same = sameAs(a, objects);
            for (int c = 0; c < matchers.length; c++) {
                int[] bits = result.matched[c * ranges + a];
                if (same >= 0) {
                    System.arraycopy(result.matched[c * ranges + same], at, bits, at, kept);
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
}

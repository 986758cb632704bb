package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.ScoreOrder;

/** Matches cells again and keeps who took whom, for analysis; an evaluation itself keeps only bits. For one thread. */
final class CellInspector {
    private final EvaluationJob job;
    private final IouSource source;
    private final CellMatcher[] matchers;
    private final ScoreOrder sorter = new ScoreOrder();

    CellInspector(EvaluationJob job) {
        this.job = job;
        source = job.newIouSource();
        matchers = new CellMatcher[job.thresholdChunks.length];
        for (int c = 0; c < matchers.length; c++) {
            matchers[c] = new CellMatcher(job.thresholdChunks[c]);
        }
    }

    /** The cells of a class that hold anything, by image. */
    List<EvaluatedCell> cells(int k, AreaRange range) {
        List<EvaluatedCell> cells = new ArrayList<>();
        CellGrid grid = job.grid;
        int g = grid.truths.start()[k];
        int d = grid.found.start()[k];
        int lastTruth = grid.truths.start()[k + 1];
        int lastFound = grid.found.start()[k + 1];
        while (g < lastTruth || d < lastFound) {
            int truthSample = g < lastTruth ? job.truths.sample(grid.truths.order()[g]) : -1;
            int foundSample = d < lastFound ? job.detections.sample(grid.found.order()[d]) : -1;
            int sample =
                    truthSample < 0 || foundSample >= 0 && grid.imageRank[foundSample] < grid.imageRank[truthSample]
                            ? foundSample
                            : truthSample;
            int rank = grid.imageRank[sample];
            int nextTruth = grid.first(grid.truths, k, rank + 1);
            int nextFound = grid.first(grid.found, k, rank + 1);
            cells.add(cell(sample, grid.classIds[k], range, g, nextTruth, d, nextFound));
            g = nextTruth;
            d = nextFound;
        }
        return cells;
    }

    private EvaluatedCell cell(
            int sample, long category, AreaRange range, int truth, int truthEnd, int found, int foundEnd) {
        int objects = truthEnd - truth;
        int[] best = best(found, foundEnd);
        double[] iou = new double[Math.multiplyExact(objects, best.length)];
        if (objects > 0 && best.length > 0) {
            source.cell(best, best.length, job.grid.truths.order(), truth, objects, iou);
        }
        boolean[] crowd = new boolean[objects];
        boolean[] ignored = new boolean[objects];
        int[] order = new int[objects];
        int[] placeOf = new int[objects];
        int place = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < objects; i++) {
                int object = job.grid.truths.order()[truth + i];
                crowd[i] = job.rules.crowd(job.truths, object);
                ignored[i] = job.rules.ignores(job.truths, object) || range.excludes(job.areaOf(object));
                if (ignored[i] == (pass == 1)) {
                    placeOf[i] = place;
                    order[place++] = i;
                }
            }
        }
        int[] listed = new int[objects];
        boolean[] listedIgnored = new boolean[objects];
        for (int i = 0; i < objects; i++) {
            listed[i] = job.grid.truths.order()[truth + order[i]];
            listedIgnored[i] = ignored[order[i]];
        }
        double[] scores = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            scores[i] = job.found.score(best[i]);
        }
        int thresholds = job.thresholdCount();
        int[][] match = new int[thresholds][best.length];
        boolean[][] out = new boolean[thresholds][best.length];
        int t = 0;
        for (CellMatcher matcher : matchers) {
            int[] matches = matcher.matches(iou, best.length, objects, ignored, crowd);
            for (int c = 0; c < matcher.thresholdCount(); c++, t++) {
                for (int d = 0; d < best.length; d++) {
                    int taken = matches[c * best.length + d];
                    match[t][d] = taken < 0 ? -1 : placeOf[taken];
                    out[t][d] = isIgnored(taken, best[d], ignored, range, truth);
                }
            }
        }
        return new EvaluatedCell(
                job.dataset.sampleId(sample), category, range, listed, listedIgnored, best, scores, match, out);
    }

    private boolean isIgnored(int taken, int detection, boolean[] ignored, AreaRange range, int truth) {
        boolean unmatched =
                taken < 0 || job.rules.loses(job.truths, job.grid.truths.order()[truth + taken]);
        boolean outside = range.excludes(job.detections.area(detection))
                || job.rules.unmatchedIgnored(job.detections.sample(detection), job.detections.category(detection));
        return taken >= 0 && ignored[taken] || unmatched && outside;
    }

    private int[] best(int found, int foundEnd) {
        int count = foundEnd - found;
        double[] scores = new double[count];
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            scores[i] = job.found.score(job.grid.found.order()[found + i]);
            order[i] = i;
        }
        sorter.sort(scores, order, count);
        int[] best = new int[Math.min(count, job.cap)];
        for (int i = 0; i < best.length; i++) {
            best[i] = job.grid.found.order()[found + order[i]];
        }
        return best;
    }
}

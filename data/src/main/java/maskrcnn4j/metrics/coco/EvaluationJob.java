package maskrcnn4j.metrics.coco;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.metrics.EvaluationException;

/** What all threads of an evaluation share and nobody changes. */
final class EvaluationJob {
    final Dataset dataset;
    final Detections found;
    final InstanceTable truths;
    final InstanceTable detections;
    final CellGrid grid;
    final MatchRules rules;
    final List<AreaRange> ranges;
    final double[][] thresholdChunks;
    final int cap;

    private final CocoParameters parameters;
    private final double lowest;
    private final Deque<ClassMatcher> matchers = new ArrayDeque<>();

    EvaluationJob(Dataset dataset, Detections found, CocoParameters parameters, MatchRules rules) {
        this.dataset = dataset;
        this.found = found;
        this.parameters = parameters;
        this.rules = rules;
        truths = dataset.instances();
        detections = found.instances();
        grid = new CellGrid(dataset, detections, parameters);
        ranges = parameters.areaRanges();
        thresholdChunks = chunks(parameters.iouThresholds());
        int[] limits = parameters.maxDetections();
        cap = limits.length == 0 ? 0 : limits[limits.length - 1];
        lowest = lowest(parameters);
    }

    /** The lowest agreement that matters. */
    static double lowest(CocoParameters parameters) {
        double least = Double.POSITIVE_INFINITY;
        for (double threshold : parameters.iouThresholds()) {
            least = Math.min(least, Math.min(threshold, 1 - 1e-10));
        }
        return least;
    }

    private static double[][] chunks(double[] thresholds) {
        int count = (thresholds.length + CellMatcher.THRESHOLDS - 1) / CellMatcher.THRESHOLDS;
        double[][] chunks = new double[count][];
        for (int i = 0; i < count; i++) {
            int from = i * CellMatcher.THRESHOLDS;
            chunks[i] =
                    Arrays.copyOfRange(thresholds, from, Math.min(from + CellMatcher.THRESHOLDS, thresholds.length));
        }
        return chunks;
    }

    int thresholdCount() {
        return parameters.iouThresholds().length;
    }

    /** A matcher with its arrays, perhaps used before by another thread. */
    synchronized ClassMatcher borrowMatcher() {
        return matchers.isEmpty() ? new ClassMatcher(this) : matchers.pop();
    }

    synchronized void giveBack(ClassMatcher matcher) {
        matchers.push(matcher);
    }

    IouSource newIouSource() {
        return IouSource.of(parameters.type(), dataset, found, lowest, rules, parameters.rules());
    }

    /** The area of an object as its file states it, or by the corrected rules computed where it states none. */
    double areaOf(int truth) {
        if (truths.hasArea(truth)) {
            return truths.area(truth);
        }
        if (parameters.rules() != Rules.CORRECTED) {
            throw new EvaluationException(dataset.name() + ": annotation " + truths.id(truth)
                    + ": has no area, by which objects are sorted into sizes; add it, or use --rules corrected, which"
                    + " computes it");
        }
        if (truths.maskKind(truth) == MaskKind.ABSENT) {
            return truths.width(truth) * truths.height(truth);
        }
        CellMasks mask = new CellMasks(dataset, truths, false, false, dataset.name());
        mask.begin(1);
        mask.load(0, truth);
        return mask.area[0];
    }
}

package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;

/** The result of an evaluation: the arrays that pycocotools calls precision, recall and scores, and what is made of them. */
public final class CocoEvaluation {
    private final EvaluationJob job;
    private final CocoParameters parameters;
    private final CurveArrays arrays;

    CocoEvaluation(EvaluationJob job, CocoParameters parameters, CurveArrays arrays) {
        this.job = job;
        this.parameters = parameters;
        this.arrays = arrays;
    }

    /** The parameters it was made with. */
    public CocoParameters parameters() {
        return parameters;
    }

    /** The data set. */
    public Dataset truth() {
        return job.dataset;
    }

    /** The detections. */
    public Detections detections() {
        return job.found;
    }

    /** Ids of the categories in the order of their axis; one id, -1, if categories are not told apart. */
    public long[] categoryIds() {
        return job.grid.classIds.clone();
    }

    /**
     * The precision at a recall: the best precision at that recall or any greater one.
     *
     * @param t place of the threshold
     * @param r place of the recall
     * @param k place of the category
     * @param a place of the range of sizes
     * @param m place of the limit of detections, ascending
     * @return 0 if the recall is not reached, -1 if there is no object
     */
    public double precision(int t, int r, int k, int a, int m) {
        return arrays.precision[arrays.curveAt(k, a, m, t) + r];
    }

    /** The score at which a recall is reached; places as for {@link #precision}. */
    public double score(int t, int r, int k, int a, int m) {
        return arrays.scores[arrays.curveAt(k, a, m, t) + r];
    }

    /** The recall that all detections reach together; -1 if there is no object. Places as for {@link #precision}. */
    public double recall(int t, int k, int a, int m) {
        return arrays.recall[arrays.recallAt(k, a, m, t)];
    }

    /**
     * Who took whom in the cells that hold anything, by image; matched again by each call.
     *
     * @param k place of the category
     * @param a place of the range of sizes
     */
    public List<EvaluatedCell> cells(int k, int a) {
        return new CellInspector(job).cells(k, parameters.areaRanges().get(a));
    }

    EvaluationJob job() {
        return job;
    }

    /**
     * The detections of a category after matching; matched again by each call.
     *
     * @param k place of the category
     * @param a place of the range of sizes
     */
    public MatchedClass matched(int k, int a) {
        return new MatchedClass(job, k, a);
    }

    /** The means that COCO's summary is made of. */
    public CocoMeans means() {
        return new CocoMeans(parameters, arrays);
    }

    /** The place of the range of sizes with this label, or -1. */
    public int areaIndex(String label) {
        for (int a = 0; a < arrays.ranges; a++) {
            if (parameters.areaRanges().get(a).label().equals(label)) {
                return a;
            }
        }
        return -1;
    }

    /** The twelve numbers of COCO's summary; see {@link CocoSummary}. */
    public double[] stats() {
        return CocoSummary.of(this).stats();
    }

    @Override
    public String toString() {
        return "CocoEvaluation" + Arrays.toString(stats());
    }
}

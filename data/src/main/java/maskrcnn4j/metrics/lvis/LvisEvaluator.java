package maskrcnn4j.metrics.lvis;

import java.util.Arrays;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.metrics.ScoreOrder;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;

/**
 * Scores detections by LVIS' measure: the best 300 of each picture over all categories; those of a category that was
 * neither found on the picture nor known to be absent are dropped; unmatched ones of a category that was not marked
 * exhaustively do not count.
 */
public final class LvisEvaluator {
    /** How many detections of a picture count. */
    public static final int DETECTIONS = 300;

    private final CocoParameters parameters;

    /** An evaluator of this type. */
    public LvisEvaluator(IouType type, Rules rules) {
        parameters = CocoParameters.of(type).withMaxDetections(DETECTIONS).withRules(rules);
    }

    /**
     * Evaluates.
     *
     * @throws EvaluationException if the data set is not federated, or an object lacks what is needed
     */
    public LvisEvaluation evaluate(Dataset truth, Detections detections) {
        FederatedLabels labels = truth.federated()
                .orElseThrow(() -> new EvaluationException(truth.name()
                        + ": no image has neg_category_ids or not_exhaustive_category_ids, which LVIS files have; score"
                        + " it with --protocol coco"));
        Detections best = detections.select(judged(truth, labels, detections, best(truth, detections)));
        CocoEvaluation evaluation =
                new CocoEvaluator(parameters).evaluate(truth, best, new LvisMatchRules(labels, parameters.rules()));
        return new LvisEvaluation(evaluation, labels);
    }

    /** Which detections are among the best of their picture; equal scores in the order of the file. */
    private static boolean[] best(Dataset truth, Detections detections) {
        int count = detections.count();
        int[] end = new int[truth.size() + 1];
        for (int i = 0; i < count; i++) {
            end[detections.instances().sample(i) + 1]++;
        }
        for (int s = 0; s < truth.size(); s++) {
            end[s + 1] += end[s];
        }
        int[] next = end.clone();
        int[] bySample = new int[count];
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            bySample[next[detections.instances().sample(i)]++] = i;
            scores[i] = detections.score(i);
        }
        boolean[] best = new boolean[count];
        ScoreOrder sorter = new ScoreOrder();
        for (int s = 0; s < truth.size(); s++) {
            int[] list = Arrays.copyOfRange(bySample, end[s], end[s + 1]);
            sorter.sort(scores, list, list.length);
            for (int i = 0; i < Math.min(DETECTIONS, list.length); i++) {
                best[list[i]] = true;
            }
        }
        return best;
    }

    /** Places of the best detections of categories about which the picture says something. */
    private static int[] judged(Dataset truth, FederatedLabels labels, Detections detections, boolean[] best) {
        int[] kept = new int[detections.count()];
        int count = 0;
        for (int i = 0; i < detections.count(); i++) {
            int category = detections.instances().category(i);
            int sample = detections.instances().sample(i);
            if (best[i]
                    && category >= 0
                    && (shows(truth, sample, category)
                            || LvisMatchRules.contains(labels.negative().get(sample), category))) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static boolean shows(Dataset truth, int sample, int category) {
        for (int n = 0; n < truth.instanceCount(sample); n++) {
            if (truth.instances().category(truth.instanceOf(sample, n)) == category) {
                return true;
            }
        }
        return false;
    }
}

package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.analysis.Outcomes;
import maskrcnn4j.metrics.analysis.PrecisionRecall;
import maskrcnn4j.metrics.coco.CocoEvaluation;

/**
 * The outcomes at an agreement of 0.5 that several sections show.
 *
 * @param classes those of each category
 * @param all those of all categories together
 * @param curve the curve of all
 */
record Pooled(List<Outcomes> classes, Outcomes all, PrecisionRecall curve) {
    static final double THRESHOLD = 0.5;

    static Pooled of(CocoEvaluation evaluation) {
        List<Outcomes> classes = new ArrayList<>();
        for (int k = 0; k < evaluation.categoryIds().length; k++) {
            classes.add(Outcomes.of(evaluation, k, THRESHOLD));
        }
        Outcomes all = Outcomes.pooled(classes);
        return new Pooled(classes, all, PrecisionRecall.of(all));
    }

    /** The confidence of the best F1 of all categories together; 0 without one. */
    double bestScore() {
        return curve.bestF1().map(PrecisionRecall.Point::score).orElse(0.0);
    }
}

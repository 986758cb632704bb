package maskrcnn4j.metrics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurvesAndCalibrationTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void bestF1IsAtTheConfidenceWherePrecisionAndRecallAgreeBest() {
        Outcomes outcomes =
                new Outcomes(new double[] {0.9, 0.8, 0.7, 0.6}, new boolean[] {true, false, true, false}, 3);
        PrecisionRecall curve = PrecisionRecall.of(outcomes);

        assertThat(curve.points()).hasSize(4);
        PrecisionRecall.Point best = curve.bestF1().orElseThrow();
        assertThat(best.score()).isEqualTo(0.7);
        assertThat(best.f1()).isCloseTo(2 / 3.0, EXACT);
    }

    @Test
    void detectionsOfOneConfidenceAreOnePointAndNothingHasNone() {
        Outcomes tied = new Outcomes(new double[] {0.5, 0.5}, new boolean[] {false, true}, 1);

        assertThat(PrecisionRecall.of(tied).points()).containsExactly(new PrecisionRecall.Point(0.5, 0.5, 1));
        assertThat(PrecisionRecall.of(new Outcomes(new double[0], new boolean[0], 3))
                        .bestF1())
                .isEmpty();
    }

    @Test
    void calibrationErrorIsTheMeanDistanceOfConfidenceAndShare() {
        Calibration calibration = Calibration.of(
                new Outcomes(new double[] {7, 0.95, 0.85, 0.85}, new boolean[] {true, true, false, true}, 5), 10);

        assertThat(calibration.bins().get(8).gap()).isCloseTo(0.35, EXACT);
        assertThat(calibration.expectedError()).isCloseTo((0.05 + 2 * 0.35) / 3, EXACT);
        assertThat(calibration.maximumError()).isCloseTo(0.35, EXACT);
        assertThat(calibration.outside()).isEqualTo(1);
    }

    @Test
    void outcomesAreThoseOfCocosMatchingWithoutWhatIsIgnored() {
        Detections found = new ScoreCase("cat", "dog")
                .images(2)
                .object(1, 1, 10, 10, 20, 20)
                .crowd(2, 1, 0, 0, 50, 50)
                .object(2, 2, 60, 60, 20, 20)
                .detection(1, 1, 0.5, 10, 10, 20, 20)
                .detection(2, 1, 0.9, 10, 10, 20, 20)
                .detection(2, 1, 0.7, 70, 70, 20, 20)
                .detection(2, 2, 0.6, 60, 60, 20, 20)
                .build();
        CocoEvaluation evaluation = new CocoEvaluator(CocoParameters.of(IouType.BBOX)).evaluate(found.truth(), found);
        Outcomes cats = Outcomes.of(evaluation, 0, 0.5);

        assertThat(cats.scores()).containsExactly(0.7, 0.5);
        assertThat(cats.right()).containsExactly(false, true);
        assertThat(cats.objects()).isEqualTo(1);

        Outcomes all = Outcomes.pooled(List.of(cats, Outcomes.of(evaluation, 1, 0.5)));
        assertThat(all.scores()).containsExactly(0.7, 0.6, 0.5);
        assertThat(all.right()).containsExactly(false, true, true);
        assertThat(all.objects()).isEqualTo(2);
    }
}

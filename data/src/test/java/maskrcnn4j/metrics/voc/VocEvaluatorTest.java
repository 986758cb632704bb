package maskrcnn4j.metrics.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.IouType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VocEvaluatorTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static VocEvaluation score(Detections found) {
        return new VocEvaluator(IouType.BBOX).evaluate(found.truth(), found);
    }

    /**
     * Three objects count, one is difficult. Right, wrong (found already), uncounted (difficult), right, wrong: precision 1,
     * 1/2, 2/3, 2/4 at recall 1/3, 1/3, 2/3, 2/3. Area 1/3 + 1/3 x 2/3 = 5/9; eleven points (4 x 1 + 3 x 2/3) / 11.
     */
    @Test
    void bothAreasOfASmallCurve() {
        VocEvaluation evaluation = score(new ScoreCase("cat")
                .images(3)
                .object(1, 1, 10, 10, 20, 20)
                .object(1, 1, 60, 60, 20, 20)
                .object(2, 1, 10, 10, 20, 20)
                .ignored(3, 1, 10, 10, 20, 20)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 11, 10, 20, 20)
                .detection(3, 1, 0.7, 10, 10, 20, 20)
                .detection(2, 1, 0.6, 10, 10, 20, 20)
                .detection(2, 1, 0.5, 70, 70, 20, 20)
                .build());

        VocClass cat = evaluation.classes().get(0);
        assertThat(cat.objects()).isEqualTo(3);
        assertThat(cat.difficult()).isEqualTo(1);
        assertThat(cat.detections()).isEqualTo(5);
        assertThat(cat.area()).isCloseTo(5 / 9.0, EXACT);
        assertThat(cat.elevenPoints()).isCloseTo(6 / 11.0, EXACT);
        assertThat(evaluation.area()).isEqualTo(cat.area());
    }

    @Test
    void aDetectionIsHeldAgainstItsNearestObjectEvenIfThatOneIsTaken() {
        // The second agrees with the left object by 15/25 and with the free right one by less: COCO's rule would try
        // that.
        VocEvaluation evaluation = score(new ScoreCase("cat")
                .images(1)
                .object(1, 1, 0, 0, 20, 20)
                .object(1, 1, 8, 0, 20, 20)
                .detection(1, 1, 0.9, 0, 0, 20, 20)
                .detection(1, 1, 0.8, 3, 0, 20, 20)
                .build());

        assertThat(evaluation.area()).isCloseTo(0.5, EXACT);
    }

    @Test
    void tenthsOfRecallAreReachedExactly() {
        ScoreCase set = new ScoreCase("cat").images(10);
        for (int i = 1; i <= 10; i++) {
            set.object(i, 1, 10, 10, 20, 20);
        }
        for (int i = 1; i <= 7; i++) {
            set.detection(i, 1, 1 - i / 100.0, 10, 10, 20, 20);
        }

        assertThat(score(set.build()).elevenPoints()).isCloseTo(8 / 11.0, EXACT);
    }

    @Test
    void categoriesWithoutObjectsAreLeftOutOfTheMean() {
        VocEvaluation evaluation = score(new ScoreCase("cat", "dog")
                .images(1)
                .object(1, 1, 10, 10, 20, 20)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 2, 0.8, 10, 10, 20, 20)
                .build());

        assertThat(evaluation.area()).isEqualTo(1);
        assertThat(evaluation.classes().get(1).area()).isEqualTo(-1);
        assertThat(score(new ScoreCase("cat").images(1).build()).area()).isEqualTo(-1);
    }
}

package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import org.junit.jupiter.api.Test;

class BoundaryApTest {
    /**
     * A square of 40 pixels a side, found without its last 5 rows: 1400 of 1600 pixels are shared, 0.875. On pictures of 100
     * x 100 the boundary is 3 pixels wide: rings of 444 and 414 pixels share 6 x 35 + 34 x 3 = 312, so 312 / 546 = 0.571.
     */
    private static final ScoreCase CUT_SQUARE =
            new ScoreCase("box").images(1).object(1, 1, 10, 10, 40, 40).detection(1, 1, 0.9, 10, 10, 40, 35);

    @Test
    void theSmallerOfMaskAndBoundaryAgreementDecides() {
        Detections found = CUT_SQUARE.build();

        assertThat(ap(IouType.SEGM, found)).isCloseTo(0.8, within(1e-12));
        assertThat(ap(IouType.BOUNDARY, found)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void aCrowdIsComparedByItsMaskAlone() {
        Detections found = new ScoreCase("box")
                .images(1)
                .object(1, 1, 70, 70, 20, 20)
                .crowd(1, 1, 0, 0, 60, 60)
                .detection(1, 1, 0.9, 20, 20, 20, 20)
                .detection(1, 1, 0.8, 70, 70, 20, 20)
                .build();

        assertThat(ap(IouType.BOUNDARY, found)).isCloseTo(1, within(1e-12));
    }

    private static double ap(IouType type, Detections found) {
        return new CocoEvaluator(CocoParameters.of(type))
                .evaluate(found.truth(), found)
                .stats()[0];
    }
}

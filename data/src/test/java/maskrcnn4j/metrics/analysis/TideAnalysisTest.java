package maskrcnn4j.metrics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.IouType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TideAnalysisTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /**
     * One error of each kind. Cats: two objects, the first found by the surest detection, all others of which are wrong, so
     * precision is 1 up to a recall of 1/2: 51 of 101 points. Dogs: two objects, no detection. AP = 51 / 202.
     */
    private static Detections oneOfEach() {
        return new ScoreCase("cat", "dog")
                .images(5)
                .object(1, 1, 10, 10, 20, 20)
                .object(2, 1, 10, 10, 20, 20)
                .object(3, 2, 10, 10, 20, 20)
                .object(4, 2, 10, 10, 20, 20)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 10, 10, 20, 20)
                .detection(2, 1, 0.7, 20, 10, 20, 20)
                .detection(3, 1, 0.6, 10, 10, 20, 20)
                .detection(4, 1, 0.5, 20, 10, 20, 20)
                .detection(5, 1, 0.4, 10, 10, 20, 20)
                .build();
    }

    @Test
    void eachErrorIsOfOneKind() {
        Detections found = oneOfEach();
        TideAnalysis analysis = TideAnalysis.of(found.truth(), found, IouType.BBOX);

        assertThat(analysis.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        TideError.CLASSIFICATION, 1,
                        TideError.LOCALIZATION, 1,
                        TideError.BOTH, 1,
                        TideError.DUPLICATE, 1,
                        TideError.BACKGROUND, 1,
                        TideError.MISSED, 1));
    }

    /**
     * With the localisation repaired the third cat is right: precision 2/3 for the other 50 recalls. With the category
     * repaired the dogs have one of two. Without what was not found cats have AP 1 and dogs are gone.
     */
    @Test
    void aGainIsWhatRepairBrings() {
        Detections found = oneOfEach();
        TideAnalysis analysis = TideAnalysis.of(found.truth(), found, IouType.SEGM);

        assertThat(analysis.ap()).isCloseTo(51 / 202.0, EXACT);
        assertThat(analysis.gains().get(TideError.LOCALIZATION)).isCloseTo(100 / 3.0 / 202, EXACT);
        assertThat(analysis.gains().get(TideError.CLASSIFICATION)).isCloseTo(51 / 202.0, EXACT);
        assertThat(analysis.gains().get(TideError.DUPLICATE)).isZero();
        assertThat(analysis.falsePositives()).isCloseTo(0, EXACT);
        assertThat(analysis.falseNegatives()).isCloseTo(1 - 51 / 202.0, EXACT);
    }

    @Test
    void aDetectionOnACrowdCountsNeitherWay() {
        Detections found = new ScoreCase("cat")
                .images(1)
                .object(1, 1, 70, 70, 20, 20)
                .crowd(1, 1, 0, 0, 50, 50)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 70, 70, 20, 20)
                .build();

        assertThat(TideAnalysis.of(found.truth(), found, IouType.BBOX).ap()).isCloseTo(1, EXACT);
    }

    @Test
    void onlyTheSurestOfSeveralIsBroughtToOneObject() {
        Detections found = new ScoreCase("cat")
                .images(1)
                .object(1, 1, 10, 10, 20, 20)
                .detection(1, 1, 0.9, 20, 10, 20, 20)
                .detection(1, 1, 0.8, 10, 20, 20, 20)
                .build();
        TideAnalysis analysis = TideAnalysis.of(found.truth(), found, IouType.BBOX);

        assertThat(analysis.counts().get(TideError.LOCALIZATION)).isEqualTo(2);
        assertThat(analysis.counts().get(TideError.MISSED)).isZero();
        assertThat(analysis.gains().get(TideError.LOCALIZATION)).isCloseTo(1, EXACT);
    }
}

package maskrcnn4j.metrics.lvis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;
import org.junit.jupiter.api.Test;

class LvisEvaluatorTest {
    private static final int[] NONE = {};
    private static final int[] FIRST = {0};

    /**
     * Category 1, rare: found on pictures 1 and 4, known to be absent from 2, not searched for on 3, not exhaustive on 4. In
     * order of score: 0.99 on 3 is dropped; 0.97 on 4 is forgiven; 0.95 on 2 is wrong; 0.9 and 0.8 are right: precision 1/2,
     * then 2/3, which is AP as both recalls see it. Category 2, frequent, is never found.
     */
    private static Detections federatedCase() {
        return new ScoreCase("owl", "cup")
                .images(4)
                .federated(new FederatedLabels(
                        List.of(NONE, FIRST, NONE, NONE), List.of(NONE, NONE, NONE, FIRST), List.of("r", "f")))
                .object(1, 1, 10, 10, 20, 20)
                .object(4, 1, 10, 10, 20, 20)
                .object(3, 2, 10, 10, 20, 20)
                .detection(3, 1, 0.99, 50, 50, 20, 20)
                .detection(4, 1, 0.97, 50, 50, 20, 20)
                .detection(2, 1, 0.95, 50, 50, 20, 20)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(4, 1, 0.8, 10, 10, 20, 20)
                .build();
    }

    private static double[] stats(Detections found) {
        return new LvisEvaluator(IouType.BBOX, Rules.PYCOCOTOOLS)
                .evaluate(found.truth(), found)
                .stats();
    }

    @Test
    void onlyWhatThePictureSaysSomethingAboutIsJudged() {
        double[] stats = stats(federatedCase());

        assertThat(stats[0]).as("AP").isCloseTo(1 / 3.0, within(1e-12));
        assertThat(stats[6]).as("APr").isCloseTo(2 / 3.0, within(1e-12));
        assertThat(stats[7]).as("APc").isEqualTo(-1);
        assertThat(stats[8]).as("APf").isEqualTo(0);
        assertThat(stats[9]).as("AR").isCloseTo(0.5, within(1e-12));
    }

    @Test
    void linesAreThoseOfLvis() {
        Detections found = federatedCase();
        List<String> lines = new LvisEvaluator(IouType.BBOX, Rules.PYCOCOTOOLS)
                .evaluate(found.truth(), found)
                .lines();

        assertThat(lines)
                .hasSize(13)
                .contains(
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=300 catIds=all] = 0.333",
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=     s | maxDets=300 catIds=all] = 0.333",
                        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=300 catIds=  r] = 0.667",
                        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=     l | maxDets=300 catIds=all] = -1.000");
    }

    @Test
    void threeHundredDetectionsOfAPictureCountOverAllCategories() {
        ScoreCase set = new ScoreCase("owl", "cup")
                .images(1)
                .federated(new FederatedLabels(List.of(NONE), List.of(NONE), List.of("r", "f")))
                .object(1, 1, 10, 10, 20, 20)
                .object(1, 2, 60, 60, 20, 20);
        for (int i = 0; i < 299; i++) {
            set.detection(1, 2, 0.9, 0, 0, 5, 5);
        }
        // The first of the two right ones is the 300th, the second comes too late.
        Detections found = set.detection(1, 1, 0.5, 10, 10, 20, 20)
                .detection(1, 2, 0.4, 60, 60, 20, 20)
                .build();

        assertThat(stats(found)[9]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void ignoreIsHonouredAndCrowdsAreOrdinaryObjects() {
        Detections found = new ScoreCase("owl")
                .images(1)
                .federated(new FederatedLabels(List.of(NONE), List.of(NONE), List.of("r")))
                .ignored(1, 1, 10, 10, 20, 20)
                .crowd(1, 1, 50, 50, 40, 40)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 50, 50, 40, 40)
                .detection(1, 1, 0.7, 60, 60, 10, 10)
                .build();

        assertThat(stats(found)[0]).isCloseTo(1, within(1e-12));
        assertThat(stats(found)[9]).isEqualTo(1);
    }

    @Test
    void anOrdinaryDataSetIsRefused() {
        Detections found = new ScoreCase("owl").images(1).build();

        assertThatThrownBy(() -> stats(found))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("truth.json: no image has neg_category_ids");
    }
}

package maskrcnn4j.metrics.matterport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.IouType;
import org.junit.jupiter.api.Test;

class PerImageMeanApTest {
    /**
     * Picture 1 finds one of two objects and then names the other wrongly: precision 1, 1/2 at recall 1/2, so 1/2. Picture 2
     * finds its object: 1. Picture 3 has none. Picture 4 has a crowd, which nothing finds: 0.
     */
    @Test
    void isTheMeanOfPooledPictures() {
        Detections found = new ScoreCase("cat", "dog")
                .images(4)
                .object(1, 1, 10, 10, 20, 20)
                .object(1, 2, 60, 60, 20, 20)
                .object(2, 1, 10, 10, 20, 20)
                .crowd(4, 1, 10, 10, 40, 40)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 60, 60, 20, 20)
                .detection(2, 1, 0.7, 10, 10, 20, 20)
                .detection(3, 1, 0.6, 10, 10, 20, 20)
                .detection(4, 1, 0.5, 10, 10, 40, 40)
                .build();

        PerImageMeanAp score = PerImageMeanAp.of(found.truth(), found, IouType.SEGM, 0.5);

        assertThat(score.value()).isCloseTo(1.5 / 3, within(1e-12));
        assertThat(score.images()).isEqualTo(3);
        assertThat(score.leftOut()).isEqualTo(1);
        assertThat(PerImageMeanAp.NAME).contains("not COCO AP");
    }

    @Test
    void aPictureOnWhichNothingWasFoundCountsAsNothing() {
        Detections found =
                new ScoreCase("cat").images(2).object(1, 1, 10, 10, 20, 20).build();

        assertThat(PerImageMeanAp.of(found.truth(), found, IouType.BBOX, 0.5).value())
                .isZero();
    }
}

package maskrcnn4j.metrics.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreCase;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import org.junit.jupiter.api.Test;

class ConfusionAndSuspectsTest {
    private static Detections mixed() {
        return new ScoreCase("cat", "dog")
                .images(2)
                .object(1, 1, 10, 10, 20, 20)
                .object(1, 2, 60, 10, 20, 20)
                .object(1, 2, 10, 60, 20, 20)
                .crowd(2, 1, 0, 0, 50, 50)
                // On the cat: the dog is surer, but the cat comes first to its own object, and nothing is left for the
                // dog.
                .detection(1, 2, 0.9, 10, 10, 20, 20)
                .detection(1, 1, 0.8, 10, 10, 20, 20)
                // On a dog: taken for a cat.
                .detection(1, 1, 0.7, 60, 10, 20, 20)
                // On the crowd, and on nothing.
                .detection(2, 1, 0.6, 10, 10, 20, 20)
                .detection(2, 2, 0.55, 70, 70, 20, 20)
                // Not sure enough to be shown.
                .detection(1, 2, 0.2, 10, 60, 20, 20)
                .build();
    }

    @Test
    void everyObjectAndShownDetectionStandsInOneCell() {
        Detections found = mixed();
        ConfusionMatrix matrix = ConfusionMatrix.of(found.truth(), found, IouType.BBOX, 0.5, 0.5, 100);

        assertThat(matrix.counts()[0]).containsExactly(1, 0, 0);
        assertThat(matrix.counts()[1]).containsExactly(1, 0, 1);
        assertThat(matrix.counts()[matrix.background()]).containsExactly(0, 2, 0);
    }

    @Test
    void sureDetectionsThatContradictLabelsAreSuspects() {
        Detections found = mixed();
        List<LabelSuspect> suspects = LabelSuspect.search(found.truth(), found, IouType.BBOX, 0.5);

        assertThat(suspects)
                .extracting(LabelSuspect::kind, LabelSuspect::detection, LabelSuspect::object)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LabelSuspect.Kind.WRONG_CATEGORY, 0, 0),
                        org.assertj.core.groups.Tuple.tuple(LabelSuspect.Kind.WRONG_CATEGORY, 2, 1),
                        org.assertj.core.groups.Tuple.tuple(LabelSuspect.Kind.MISSING_OBJECT, 4, -1));
    }

    @Test
    void groupsOfPicturesAreScoredApart() {
        Detections found = new ScoreCase("cat")
                .images(4)
                .object(1, 1, 10, 10, 20, 20)
                .object(2, 1, 10, 10, 20, 20)
                .object(2, 1, 60, 10, 20, 20)
                .detection(1, 1, 0.9, 10, 10, 20, 20)
                .build();
        CocoParameters parameters = CocoParameters.of(IouType.BBOX);

        List<Slice> folders = Slice.of(found.truth(), found, parameters, ImageGroups.byFolder(found.truth()));
        assertThat(folders).extracting(Slice::group).containsExactly("group0", "group1");
        assertThat(folders).extracting(Slice::objects).containsExactly(2, 1);
        assertThat(folders.get(0).ap()).isZero();
        assertThat(folders.get(1).ar()).isEqualTo(1);

        List<Slice> counts = Slice.of(found.truth(), found, parameters, ImageGroups.byObjectCount(found.truth()));
        assertThat(counts).extracting(Slice::group).containsExactly("no object", "1 object", "2 to 4");
        assertThat(counts).extracting(Slice::images).containsExactly(2, 1, 1);
        assertThat(counts.get(0).ap()).isEqualTo(-1);
    }
}

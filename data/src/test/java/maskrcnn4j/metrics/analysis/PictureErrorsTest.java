package maskrcnn4j.metrics.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.metrics.coco.IouType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureErrorsTest {
    @TempDir
    Path folder;

    private Dataset truth;
    private Detections found;

    /** One picture: an object found well, one found badly, one nearly found, one missed, a crowd, and a thing that is not there. */
    private void scene() throws IOException {
        Path annotations = folder.resolve("gt.json");
        Files.writeString(annotations, """
                {"images":[{"id":1,"file_name":"a.png","width":200,"height":100},
                           {"id":2,"file_name":"b.png","width":200,"height":100}],
                 "categories":[{"id":1,"name":"cat"},{"id":2,"name":"dog"}],
                 "annotations":[
                  {"id":1,"image_id":1,"category_id":1,"bbox":[0,0,20,20],"area":400,"iscrowd":0},
                  {"id":2,"image_id":1,"category_id":1,"bbox":[40,0,20,20],"area":400,"iscrowd":0},
                  {"id":3,"image_id":1,"category_id":1,"bbox":[80,0,20,20],"area":400,"iscrowd":0},
                  {"id":4,"image_id":1,"category_id":2,"bbox":[120,0,20,20],"area":400,"iscrowd":0},
                  {"id":5,"image_id":1,"category_id":1,"bbox":[0,50,100,40],"area":4000,"iscrowd":1}]}
                """);
        Path results = folder.resolve("dt.json");
        Files.writeString(results, """
                [{"image_id":1,"category_id":1,"bbox":[0,0,20,20],"score":0.9},
                 {"image_id":1,"category_id":1,"bbox":[40,0,20,12],"score":0.8},
                 {"image_id":1,"category_id":1,"bbox":[80,0,20,6],"score":0.7},
                 {"image_id":1,"category_id":1,"bbox":[10,55,20,20],"score":0.6},
                 {"image_id":1,"category_id":1,"bbox":[160,50,20,20],"score":0.5},
                 {"image_id":1,"category_id":2,"bbox":[160,50,20,20],"score":0.05}]
                """);
        truth = new CocoFormat().read(annotations, ReadOptions.DEFAULT.withImages(folder));
        found = CocoResults.read(results, false).in(truth);
    }

    @Test
    void everyObjectAndDetectionHasOnePlace() throws IOException {
        scene();

        List<PictureErrors> all = PictureErrors.of(truth, found, IouType.BBOX, 0.1, 100);

        assertThat(all).hasSize(2);
        PictureErrors first = all.get(0);
        assertThat(first.matches())
                .extracting(PictureErrors.Match::object, PictureErrors.Match::found, PictureErrors.Match::bad)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, true, false),
                        org.assertj.core.groups.Tuple.tuple(1, true, true),
                        org.assertj.core.groups.Tuple.tuple(2, false, true));
        assertThat(first.missed()).containsExactly(3);
        assertThat(first.falseAlarms()).containsExactly(new PictureErrors.FalseAlarm(4, 0.5));
        assertThat(first.lacking()).isCloseTo(0.4 + 0.7, within(1e-9));
        assertThat(first.alarm()).isEqualTo(0.5);
        assertThat(all.get(1).matches()).isEmpty();
    }

    @Test
    void whatIsFoundIsTheDiagonalOfTheConfusionMatrix() throws IOException {
        scene();

        ConfusionMatrix matrix = ConfusionMatrix.of(truth, found, IouType.BBOX, 0.1, 0.5, 100);
        long diagonal = matrix.counts()[0][0] + matrix.counts()[1][1];

        assertThat(PictureErrors.of(truth, found, IouType.BBOX, 0.1, 100).stream()
                        .flatMap(one -> one.matches().stream())
                        .filter(PictureErrors.Match::found)
                        .count())
                .isEqualTo(diagonal)
                .isEqualTo(2);
    }
}

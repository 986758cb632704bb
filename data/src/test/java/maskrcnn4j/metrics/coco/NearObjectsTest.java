package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearObjectsTest {
    private static final String TRUTH = """
            {"images": [{"id": 1, "file_name": "a.png", "width": 60, "height": 40}],
             "categories": [{"id": 3, "name": "disc"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 3, "bbox": [2, 2, 10, 10], "area": 100, "iscrowd": 0,
               "segmentation": [[2, 2, 12, 2, 12, 12, 2, 12]]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void scoresAreTheSameWithoutTheMasksThatAreFarFromEveryObject() throws IOException {
        assertSame("");
    }

    /** The box that a result states may lie anywhere: the object's place, say, where its mask is not. */
    @Test
    void alsoWhereResultsStateBoxesOfTheirOwn() throws IOException {
        assertSame("\"bbox\": [2, 2, 10, 10], ");
    }

    private void assertSame(String box) throws IOException {
        Path truthFile = Files.writeString(folder.resolve("truth.json"), TRUTH);
        Path results = Files.writeString(
                folder.resolve("results.json"),
                "[" + result(box, Box.ofXywh(40, 20, 10, 10), 0.9) + ", " + result(box, Box.ofXywh(3, 2, 10, 10), 0.8)
                        + "]");
        Dataset truth = new CocoFormat().read(truthFile, ReadOptions.DEFAULT.withImages(Path.of("")));
        CocoParameters parameters = CocoParameters.of(IouType.SEGM);
        CocoEvaluation all = new CocoEvaluator(parameters)
                .evaluate(truth, CocoResults.read(results, true).in(truth));
        CocoEvaluation near = new CocoEvaluator(parameters)
                .evaluate(
                        truth,
                        CocoResults.read(results, true, new NearObjects(truth, parameters))
                                .in(truth));
        assertThat(near.stats()).containsExactly(all.stats());
        assertThat(all.stats()[0]).isBetween(0.1, 0.5);
    }

    private static String result(String box, Box mask, double score) {
        return "{\"image_id\": 1, \"category_id\": 3, " + box + "\"score\": " + score
                + ", \"segmentation\": {\"size\": [40, 60], \"counts\": \""
                + Rle.ofBox(40, 60, mask).toCompressed() + "\"}}";
    }
}

package maskrcnn4j.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoResultsTest {
    /** Fifty pixels of 10 x 10. */
    private static final String HALF = "\"segmentation\": {\"size\": [10, 10], \"counts\": \"0b1b1\"}";

    @TempDir
    private Path folder;

    @Test
    void aFirstResultWithABoxMakesAreasThoseOfBoxes() throws IOException {
        InstanceTable table = read("[{" + ids(1) + ", \"bbox\": [1, 2, 9, 9], " + HALF + "}]", true)
                .instances();

        assertThat(table.area(0)).isEqualTo(81);
        assertThat(table.maskKind(0)).isEqualTo(MaskKind.RUNS);
    }

    @Test
    void aFirstResultWithoutABoxMakesAreasAndBoxesThoseOfMasks() throws IOException {
        String results = "[{" + ids(1) + ", " + HALF + "}, {" + ids(1) + ", \"bbox\": [1, 2, 3, 4], " + HALF + "}]";
        Detections found = read(results, true);

        assertThat(found.instances().area(0)).isEqualTo(50);
        assertThat(found.instances().width(0)).isEqualTo(5);
        assertThat(found.instances().area(1)).isEqualTo(50);
        assertThat(found.instances().width(1)).isEqualTo(3);
        assertThat(found.boxesOfMasks()).isFalse();
        assertThat(read("[{" + ids(1) + ", \"bbox\": [], " + HALF + "}]", true)
                        .instances()
                        .area(0))
                .isEqualTo(50);
        assertThat(read("[{" + ids(1) + ", " + HALF + "}]", false).instances().area(0))
                .isEqualTo(50);
    }

    @Test
    void inTheJsonOfSegmentMasksAloneCountWhereMasksAreAskedFor() throws IOException {
        String object = "{\"images\": [], \"annotations\": [{\"id\": 7, " + ids(1) + ", \"bbox\": [1, 2, 9, 9], " + HALF
                + ", \"area\": 3, \"iscrowd\": 0}]}";

        assertThat(read(object, true).instances().area(0)).isEqualTo(50);
        assertThat(read(object, true).boxesOfMasks()).isTrue();
        assertThat(read(object, false).instances().area(0)).isEqualTo(81);
    }

    @Test
    void laterResultsMustHoldWhatTheFirstHolds() {
        assertFault(
                "[{" + ids(1) + ", \"bbox\": [1, 2, 3, 4]}, {" + ids(1) + ", " + HALF + "}]",
                "results[1]: has no bbox");
        assertFault("[{" + ids(1) + ", " + HALF + "}, {" + ids(1) + "}]", "results[1]: has no segmentation");
    }

    @Test
    void resultsThatCannotBeScoredAreNamed() {
        assertFault("[{\"image_id\": 1, \"caption\": \"a cat\"}]", "the first result: is a caption");
        assertFault("[{" + ids(1) + ", \"keypoints\": [1, 2, 3]}]", "the first result: has keypoints");
        assertFault("[{" + ids(1) + "}]", "neither bbox nor segmentation");
        assertFault("[{" + ids(1) + ", \"bbox\": [1, 2, 3]}]", "results[0]: bbox has not four numbers");
        assertFault("[{" + ids(1) + ", \"bbox\": null}]", "results[0]: bbox has not four numbers");
        assertFault("[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4]}]", "results[0]: has no score");
        assertFault(
                "[{\"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 2, 3, 4], \"score\": NaN}]",
                "results[0]: score is not a number");
        assertFault("{\"results\": []}", "neither a list of results nor");
        assertFault(
                "[{" + ids(1) + ", \"segmentation\": {\"size\": [10, 10], \"counts\": \"0b1\"}}]",
                "results[0]: runs sum to 50 instead of");
    }

    @Test
    void anEmptyListIsNoResults() throws IOException {
        assertThat(read("[]", false).count()).isZero();
        assertThat(read("{\"annotations\": []}", true).count()).isZero();
    }

    @Test
    void unknownImagesAreNamedWithTheLikelyCause() {
        String box = ", \"bbox\": [1, 2, 3, 4]}";
        assertFault("[{" + ids(77) + box + "]", "1 of 1 results are of images", "image_id 77", "another split");
        assertFault("[{" + ids(0) + box + ", {" + ids(1) + box + "]", "image_id 0", "count from 0");
        assertFault("[{" + ids("\"1\"") + box + "]", "image_id \"1\"", "without quotes");
        assertFault("[{" + ids("\"b\"") + box + "]", "image_id \"b\"", "names of files", "2 for this one");
    }

    private void assertFault(String results, String... parts) {
        assertThatThrownBy(() -> read(results, true))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder.resolve("dt.json").toString())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    private static String ids(Object image) {
        return "\"image_id\": " + image + ", \"category_id\": 1, \"score\": 0.5";
    }

    private Detections read(String results, boolean masks) throws IOException {
        Path truth = Files.writeString(folder.resolve("gt.json"), """
                {"images": [{"id": 1, "file_name": "a.jpg", "height": 10, "width": 10},
                            {"id": 2, "file_name": "b.jpg", "height": 10, "width": 10}],
                 "categories": [{"id": 1, "name": "x"}], "annotations": []}""");
        Dataset dataset = new CocoFormat().read(truth, ReadOptions.DEFAULT);
        return CocoResults.read(Files.writeString(folder.resolve("dt.json"), results), masks)
                .in(dataset);
    }
}

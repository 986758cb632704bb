package maskrcnn4j.metrics.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every case of the evaluator's fixtures, found by listing their folder. */
@Tag("fixtures")
class CocoEvalFixturesTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @TestFactory
    Stream<DynamicTest> everyRunOfEveryCaseHasTheNumbersOfPycocotools() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> cases = Files.newDirectoryStream(Shared.require("data/coco-eval"))) {
            for (Path folder : cases) {
                Path expected = folder.resolve("expected.json");
                if (Files.exists(expected)) {
                    int number = 0;
                    for (JsonNode run : read(expected).get("expected")) {
                        String name = folder.getFileName() + " " + number++ + " "
                                + run.get("iou_type").asString();
                        tests.add(DynamicTest.dynamicTest(name, () -> check(folder, run)));
                    }
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @Test
    void detectionsOfARealModelHaveTheNumbersOfPycocotools() throws IOException {
        Path golden = Shared.require("data/mask2go/golden");
        Path truthFile = Shared.require("data/coco-mini/annotations/instances_val.json");
        Dataset truth = new CocoFormat().read(truthFile, ReadOptions.DEFAULT);
        JsonNode expected = read(golden.resolve("expected.json")).get("val50");
        for (IouType type : List.of(IouType.BBOX, IouType.SEGM)) {
            Path results = golden.resolve("val50_" + type.key() + "_results.json");
            Detections found = CocoResults.read(results, type.masks()).in(truth);
            CocoEvaluation evaluation = new CocoEvaluator(CocoParameters.of(type)).evaluate(truth, found);
            checkStats(evaluation, expected.get(type.key()));
        }
    }

    private static void check(Path folder, JsonNode run) throws IOException {
        IouType type = ParameterJson.type(run.get("iou_type").asString());
        ReadOptions options = type.masks() ? ReadOptions.DEFAULT : ReadOptions.DEFAULT.withoutMasks();
        Dataset truth = new CocoFormat().read(folder.resolve(run.get("gt").asString()), options);
        Detections found = CocoResults.read(folder.resolve(run.get("results").asString()), type.masks())
                .in(truth);
        CocoParameters parameters = ParameterJson.read(type, run.path("params"));
        CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);

        if (run.has("stats")) {
            checkStats(evaluation, run.get("stats"));
        }
        checkShape(evaluation, run.get("shape_T_K_A_M"));
        checkCategories(evaluation, run.get("per_category"));
        if (run.has("recall_TKAM")) {
            checkArrays(evaluation, run);
        }
        if (run.has("precision_curves_area_all_maxdets_100")) {
            checkCurves(evaluation, run);
        }
        if (run.has("matches_area_all")) {
            checkMatches(evaluation, run.get("matches_area_all"));
        }
    }

    private static void checkStats(CocoEvaluation evaluation, JsonNode expected) {
        double[] stats = evaluation.stats();
        Iterator<JsonNode> values = expected.iterator();
        for (double stat : stats) {
            assertThat(stat).isEqualTo(values.next().asDouble(), EXACT);
        }
        assertThat(values.hasNext()).isFalse();
    }

    private static void checkShape(CocoEvaluation evaluation, JsonNode shape) {
        CocoParameters parameters = evaluation.parameters();
        assertThat(FixtureFile.longs(shape))
                .containsExactly(
                        parameters.iouThresholds().length,
                        evaluation.categoryIds().length,
                        parameters.areaRanges().size(),
                        parameters.maxDetections().length);
    }

    private static void checkCategories(CocoEvaluation evaluation, JsonNode expected) {
        CocoMeans means = evaluation.means();
        int last = evaluation.parameters().maxDetections().length - 1;
        assertThat(expected.size()).isEqualTo(evaluation.categoryIds().length);
        for (int k = 0; k < expected.size(); k++) {
            JsonNode category = expected.get(k);
            if (evaluation.parameters().useCategories()) {
                assertThat(evaluation.categoryIds()[k])
                        .isEqualTo(category.get("category_id").asLong());
            }
            equal(means.precision(-1, k, 0, last), category.get("AP"));
            equal(means.precision(0, k, 0, last), category.get("AP_first_iou"));
            for (int a = 0; a < category.get("AP_by_area").size(); a++) {
                equal(
                        means.precision(-1, k, a, last),
                        category.get("AP_by_area").get(a));
                equal(means.recall(-1, k, a, last), category.get("AR_by_area").get(a));
            }
            for (int m = 0; m < category.get("AR_by_max_dets").size(); m++) {
                equal(means.recall(-1, k, 0, m), category.get("AR_by_max_dets").get(m));
            }
        }
    }

    private static void checkArrays(CocoEvaluation evaluation, JsonNode run) {
        JsonNode recall = run.get("recall_TKAM");
        JsonNode precision = run.get("mean_precision_TKAM");
        for (int t = 0; t < recall.size(); t++) {
            for (int k = 0; k < recall.get(t).size(); k++) {
                for (int a = 0; a < recall.get(t).get(k).size(); a++) {
                    for (int m = 0; m < recall.get(t).get(k).get(a).size(); m++) {
                        equal(
                                evaluation.recall(t, k, a, m),
                                recall.get(t).get(k).get(a).get(m));
                        equal(
                                evaluation.means().precision(t, k, a, m),
                                precision.get(t).get(k).get(a).get(m));
                    }
                }
            }
        }
    }

    private static void checkCurves(CocoEvaluation evaluation, JsonNode run) {
        int last = evaluation.parameters().maxDetections().length - 1;
        run.get("precision_curves_area_all_maxdets_100").properties().forEach(curves -> {
            int t = threshold(evaluation, Double.parseDouble(curves.getKey()));
            for (int k = 0; k < curves.getValue().size(); k++) {
                JsonNode curve = curves.getValue().get(k);
                for (int r = 0; r < curve.size(); r++) {
                    equal(evaluation.precision(t, r, k, 0, last), curve.get(r));
                }
            }
        });
        JsonNode scores = run.get("score_curves_iou_0.5");
        for (int k = 0; k < scores.size(); k++) {
            for (int r = 0; r < scores.get(k).size(); r++) {
                equal(
                        evaluation.score(threshold(evaluation, 0.5), r, k, 0, last),
                        scores.get(k).get(r));
            }
        }
    }

    private static int threshold(CocoEvaluation evaluation, double value) {
        double[] thresholds = evaluation.parameters().iouThresholds();
        for (int t = 0; t < thresholds.length; t++) {
            if (Math.abs(thresholds[t] - value) < 1e-9) {
                return t;
            }
        }
        throw new AssertionError("no threshold " + value);
    }

    private static void checkMatches(CocoEvaluation evaluation, JsonNode expected) {
        Map<String, EvaluatedCell> cells = new TreeMap<>();
        for (int k = 0; k < evaluation.categoryIds().length; k++) {
            for (EvaluatedCell cell : evaluation.cells(k, 0)) {
                cells.put(cell.imageId() + "/" + cell.categoryId(), cell);
            }
        }
        assertThat(cells).hasSize(expected.size());
        for (JsonNode node : expected) {
            EvaluatedCell cell = Optional.ofNullable(cells.get(node.get("image_id")
                                    .asLong() + "/" + node.get("category_id").asLong()))
                    .orElseThrow();
            long[] objectIds = new long[cell.objects().length];
            for (int i = 0; i < objectIds.length; i++) {
                objectIds[i] = evaluation.truth().instances().id(cell.objects()[i]);
                assertThat(cell.objectIgnored()[i])
                        .isEqualTo(node.get("gt_ignore").get(i).asInt() != 0);
            }
            assertThat(objectIds).containsExactly(FixtureFile.longs(node.get("gt_ids")));
            for (int d = 0; d < cell.detections().length; d++) {
                assertThat(cell.detections()[d] + 1L)
                        .isEqualTo(node.get("dt_ids").get(d).asLong());
            }
            for (String iou : List.of("0.5", "0.75")) {
                int t = threshold(evaluation, Double.parseDouble(iou));
                for (int d = 0; d < cell.detections().length; d++) {
                    int match = cell.match()[t][d];
                    assertThat(match < 0 ? 0 : objectIds[match])
                            .isEqualTo(node.get("dt_match_" + iou).get(d).asLong());
                    assertThat(cell.ignored()[t][d])
                            .isEqualTo(node.get("dt_ignore_" + iou).get(d).asInt() != 0);
                }
            }
        }
    }

    private static void equal(double actual, JsonNode expected) {
        assertThat(actual).isEqualTo(expected.asDouble(), EXACT);
    }

    private static JsonNode read(Path file) {
        return JsonMapper.builder().build().readTree(file);
    }
}

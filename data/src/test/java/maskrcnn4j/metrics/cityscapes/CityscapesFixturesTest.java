package maskrcnn4j.metrics.cityscapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetSubset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.cityscapes.CityscapesFormat;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.testing.Shared;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every case of the expected scores, as the data set's own scripts compute them. */
@Tag("fixtures")
class CityscapesFixturesTest {
    private static final Offset<Double> NEAR = within(1e-6);

    @TestFactory
    Stream<DynamicTest> everyCaseHasTheScoresOfTheScripts() {
        Path folder = Shared.require("data/cityscapes-format");
        Path predictions = folder.resolve("predictions");
        JsonNode expected = JsonMapper.shared()
                .readTree(predictions.resolve("expected.json").toFile());
        double[] overlaps = StreamSupport.stream(expected.get("overlaps").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        assertThat(CityscapesEvaluator.overlaps()).containsExactly(overlaps);
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : expected.get("cases").properties()) {
            Path lists = predictions.resolve(one.getValue().get("predictions").asString());
            tests.add(DynamicTest.dynamicTest(
                    one.getKey(), () -> check(folder.resolve("gtFine"), lists, one.getValue())));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    /** The predictions of every case as detections on the data set give the scenes that their files give. */
    @TestFactory
    Stream<DynamicTest> detectionsInMemoryScoreAsTheirFiles() {
        Path folder = Shared.require("data/cityscapes-format");
        Path predictions = folder.resolve("predictions");
        JsonNode expected = JsonMapper.shared()
                .readTree(predictions.resolve("expected.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : expected.get("cases").properties()) {
            Path lists = predictions.resolve(one.getValue().get("predictions").asString());
            tests.add(DynamicTest.dynamicTest(one.getKey(), () -> compare(folder, lists)));
        }
        return tests.stream();
    }

    private static void compare(Path folder, Path lists) throws IOException {
        List<CityscapesScene> filed = CityscapesScenes.read(folder.resolve("gtFine"), lists, 2);
        Dataset whole = new CityscapesFormat().read(folder, ReadOptions.DEFAULT);
        int[] samples = IntStream.range(0, whole.size())
                .filter(s -> filed.stream().anyMatch(scene -> whole.fileName(s).contains(scene.name())))
                .toArray();
        int[] categories = IntStream.range(0, whole.categories().size()).toArray();
        Dataset truth = DatasetSubset.of(whole, samples, categories);
        InstanceTableBuilder table = InstanceTableBuilder.numbering();
        double[] scores = new double[10_000];
        for (int s = 0; s < truth.size(); s++) {
            for (PredictionList.Entry entry : PredictionList.read(list(lists, truth.fileName(s)))) {
                scores[table.count()] = entry.confidence();
                table.mask(InstanceMasks.runs(IdPicture.read(entry.mask()).foreground()))
                        .add(0, s, truth.categoryIndex(entry.classId()));
            }
        }
        Detections found = new Detections("found", truth, table.build(), scores, false);

        List<CityscapesScene> made = CityscapesScenes.of(folder, found, 2);

        CityscapesEvaluation one = new CityscapesEvaluator().evaluate(filed);
        CityscapesEvaluation other = new CityscapesEvaluator().evaluate(made);
        assertThat(other.ap()).isDeepEqualTo(one.ap());
        assertThat(other.objects()).isEqualTo(one.objects());
        assertThat(other.predictions()).isEqualTo(one.predictions());
    }

    private static Path list(Path lists, String picture) throws IOException {
        String name = Path.of(picture).getFileName().toString().replace("_leftImg8bit.png", "");
        try (Stream<Path> all = Files.walk(lists)) {
            return all.filter(file -> file.toString().endsWith(".txt")
                            && file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void check(Path truth, Path lists, JsonNode expected) throws IOException {
        List<String> images = StreamSupport.stream(expected.get("images").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        List<CityscapesScene> scenes = CityscapesScenes.read(truth, lists, 2).stream()
                .filter(scene -> images.contains(scene.name()))
                .toList();
        assertThat(scenes).extracting(CityscapesScene::name).containsExactlyInAnyOrderElementsOf(images);

        CityscapesEvaluation evaluation = new CityscapesEvaluator().evaluate(scenes);

        assertThat(evaluation.meanAp()).isCloseTo(expected.get("AP").asDouble(), NEAR);
        assertThat(evaluation.meanAp50()).isCloseTo(expected.get("AP50").asDouble(), NEAR);
        for (int k = 0; k < evaluation.classes().size(); k++) {
            JsonNode numbers =
                    expected.get("classes").get(evaluation.classes().get(k).name());
            assertSame(evaluation.classAp(k), numbers.get("AP"));
            assertSame(evaluation.classAp50(k), numbers.get("AP50"));
            JsonNode row = expected.get("ap_matrix_class_by_overlap").get(k);
            for (int t = 0; t < row.size(); t++) {
                assertSame(evaluation.ap()[k][t], row.get(t));
            }
        }
    }

    private static void assertSame(double value, JsonNode expected) {
        if (expected.isNull()) {
            assertThat(value).isNaN();
        } else {
            assertThat(value).isCloseTo(expected.asDouble(), NEAR);
        }
    }
}

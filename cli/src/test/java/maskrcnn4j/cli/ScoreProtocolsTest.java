package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreProtocolsTest {
    @TempDir
    private Path folder;

    /** Two pictures with one owl each; on the first nothing else is known, on the second cups are known to be absent. */
    private Path truth() throws IOException {
        return Files.writeString(folder.resolve("truth.json"), """
                {"images": [
                  {"id": 1, "width": 100, "height": 100, "neg_category_ids": [], "not_exhaustive_category_ids": []},
                  {"id": 2, "width": 100, "height": 100, "neg_category_ids": [2], "not_exhaustive_category_ids": []}],
                 "categories": [{"id": 1, "name": "owl", "frequency": "r"}, {"id": 2, "name": "cup", "frequency": "f"}],
                 "annotations": [
                  {"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 20, 20], "area": 400,
                   "segmentation": [[10, 10, 30, 10, 30, 30, 10, 30]]},
                  {"id": 2, "image_id": 2, "category_id": 1, "bbox": [10, 10, 20, 20], "area": 400,
                   "segmentation": [[10, 10, 30, 10, 30, 30, 10, 30]]}]}""");
    }

    private Path results(String name, String second) throws IOException {
        return Files.writeString(folder.resolve(name), """
                [{"image_id": 1, "category_id": 1, "bbox": [10, 10, 20, 20], "score": 0.9},
                 {"image_id": 1, "category_id": 2, "bbox": [50, 50, 20, 20], "score": 0.8}%s]""".formatted(second));
    }

    private CommandRun score(Path detections, String... options) throws IOException {
        return CommandRun.of(Stream.concat(
                        Stream.of("score", "-a", truth().toString(), "-d", detections.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void lvisNumbersComeWithTheirNamesAndSayWhatIsNotJudged() throws IOException {
        CommandRun run = score(results("a.json", ""), "--protocol", "lvis", "--type", "bbox", "--json", "-");

        JsonNode bbox = json(run).get("bbox");
        assertThat(bbox.get("protocol").asString()).isEqualTo("lvis");
        assertThat(bbox.get("statNames").get(6).asString()).isEqualTo("APr");
        assertThat(bbox.get("stats").get(6).asDouble()).isCloseTo(51 / 101.0, within(1e-12));
        assertThat(run.err()).doesNotContain("iscrowd", "limit of 100");
        assertThat(run.err()).contains("1 of 2 detections are not judged").contains("catIds=  r] = 0.505");
    }

    @Test
    void vocGivesBothAreas() throws IOException {
        CommandRun run = score(results("a.json", ""), "--protocol", "voc", "--type", "bbox", "--json", "-");

        JsonNode bbox = json(run).get("bbox");
        assertThat(bbox.get("stats").get(0).asDouble()).isEqualTo(0.5);
        assertThat(bbox.get("stats").get(1).asDouble()).isCloseTo(6 / 11.0, within(1e-12));
        assertThat(bbox.get("perClass").get(0).get("AP11").asDouble()).isCloseTo(6 / 11.0, within(1e-12));
        assertThat(bbox.get("perClass").get(1).get("AP").asDouble()).isEqualTo(-1);
    }

    @Test
    void boundariesAreATypeLikeOthers() throws IOException {
        CommandRun run = score(results("a.json", ""), "--type", "boundary");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("boundary").contains("maxDets=100 ] = 0.505");
    }

    @Test
    void aComparisonSaysByHowMuchAndHowSure() throws IOException {
        String second = ", {\"image_id\": 2, \"category_id\": 1, \"bbox\": [10, 10, 20, 20], \"score\": 0.7}";
        Path found = results("a.json", "");
        String[] options = {"--compare", results("b.json", second).toString(), "--type", "bbox", "--draws", "50"};

        CommandRun run = score(found, options);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("50 draws of the images (seed 0)").contains("+0.495");
        assertThat(score(found, options).out()).isEqualTo(run.out());
    }

    @Test
    void theReportHasEverySectionAndNeedsNothingElse() throws IOException {
        Path found = results("a.json", "");
        Path report = folder.resolve("report");

        CommandRun run = score(found, "--compare", found.toString(), "--draws", "10", "--report", report.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        String page = Files.readString(report.resolve("report.html"));
        assertThat(page)
                .contains(">Summary<", ">Comparison<", ">Categories<", ">Precision and recall<", ">Kinds of errors<")
                .contains(">Confusions<", ">Calibration<", ">Suspicious labels<", "not COCO AP, not VOC mAP")
                .doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void vocsReportIsAnalysedByCocosMatchingAndSaysSo() throws IOException {
        Path report = folder.resolve("report");

        CommandRun run = score(results("a.json", ""), "--protocol", "voc", "--report", report.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("AP11", "owl")
                .contains("by COCO's matching")
                .contains("name the folder of the pictures with --images DIR");
    }

    @Test
    void detectionsOfNothingStillHaveAReport() throws IOException {
        Path none = Files.writeString(folder.resolve("none.json"), "[]");

        CommandRun run = score(
                none, "--type", "bbox", "--report", folder.resolve("report").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        String truth = truth().toString();
        String found = results("a.json", "").toString();

        assertThat(CommandRun.of("score", "-a", truth, "-d", found, "--images", folder.toString())
                        .err())
                .contains("--images shows pictures in the page of --report");
        assertThat(CommandRun.of("score", "-a", truth, "-d", found, "--protocol", "voc", "--compare", found))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("it takes coco or lvis"));
        assertThat(CommandRun.of("score", "-a", truth, "-d", found, "--protocol", "lvsi")
                        .err())
                .contains("lvis");
        assertThat(CommandRun.of("score", "-a", truth, "-d", folder.toString(), "--type", "bbox")
                        .err())
                .contains("cityscapes");
    }

    @Tag("fixtures")
    @TestFactory
    Stream<DynamicTest> aFolderOfPredictionListsIsScoredAsCityscapesDoes() {
        Path cityscapes = Shared.require("data/cityscapes-format");
        Path lists = cityscapes.resolve("predictions");
        JsonNode expected =
                JsonMapper.shared().readTree(lists.resolve("expected.json").toFile());
        return expected.get("cases").properties().stream()
                .filter(one -> isWhole(one, lists))
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    JsonNode segm = json(CommandRun.of(
                                    "score",
                                    "--annotations",
                                    cityscapes.resolve("gtFine").toString(),
                                    "--detections",
                                    lists.resolve(one.getValue()
                                                    .get("predictions")
                                                    .asString())
                                            .toString(),
                                    "--json",
                                    "-"))
                            .get("segm");
                    assertThat(segm.get("stats").get(0).asDouble())
                            .isCloseTo(one.getValue().get("AP").asDouble(), within(1e-6));
                    assertThat(segm.get("stats").get(1).asDouble())
                            .isCloseTo(one.getValue().get("AP50").asDouble(), within(1e-6));
                }));
    }

    /** Some cases are about a part of the pictures, which is chosen by another folder of ground truth. */
    private static boolean isWhole(Map.Entry<String, JsonNode> one, Path lists) {
        Path folder = lists.resolve(one.getValue().get("predictions").asString());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt")).count()
                    == one.getValue().get("images").size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

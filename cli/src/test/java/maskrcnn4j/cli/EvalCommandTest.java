package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The truth is what the tiny model itself finds, with every third object left out. */
class EvalCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path once;

    @TempDir
    private Path folder;

    private Path weights;
    private Path pictures;
    private Path truth;
    private Path segmented;
    private Path results;

    @BeforeAll
    static void segmentPictures() throws IOException {
        Path pictures = Files.createDirectories(once.resolve("pictures"));
        for (int i = 0; i < 5; i++) {
            byte[] noise = TinyFiles.noise(90 - 8 * i, 64 + 4 * i, i);
            Images.write(Image.ofRgb(90 - 8 * i, 64 + 4 * i, noise), pictures.resolve("p" + i + ".png"));
        }
        CommandRun run = CommandRun.of(
                "segment",
                pictures.toString(),
                "--weights",
                TinyFiles.model(once).toString(),
                "--precision",
                "float32",
                "--score",
                "0.3",
                "--no-pictures",
                "--json",
                once.resolve("segmented.json").toString(),
                "--results",
                once.resolve("results.json").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @BeforeEach
    void layOut() throws IOException {
        weights = once.resolve("tiny.safetensors");
        segmented = once.resolve("segmented.json");
        results = once.resolve("results.json");
        pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 5; i++) {
            Files.copy(once.resolve("pictures/p" + i + ".png"), pictures.resolve("p" + i + ".png"));
        }
        ObjectNode document = (ObjectNode) JSON.readTree(segmented);
        ArrayNode kept = JSON.createArrayNode();
        for (JsonNode object : document.get("annotations")) {
            if (object.get("id").asInt() % 3 != 0) {
                kept.add(object);
            }
        }
        assertThat(kept.size()).isPositive();
        document.set("annotations", kept);
        truth = folder.resolve("truth.json");
        JSON.writeValue(truth, document);
    }

    private CommandRun eval(String... more) {
        List<String> args = new ArrayList<>(List.of("eval", "--weights", weights.toString(), "--precision", "float32"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun evalTruth(String... more) {
        List<String> args =
                new ArrayList<>(List.of("--annotations", truth.toString(), "--images", pictures.toString()));
        args.addAll(List.of(more));
        return eval(args.toArray(String[]::new));
    }

    private JsonNode score(Path detections) {
        CommandRun run =
                CommandRun.of("score", "-a", truth.toString(), "-d", detections.toString(), "--json", "-", "--quiet");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private void edit(String from, String to) throws IOException {
        Files.writeString(truth, Files.readString(truth).replace(from, to));
    }

    @Test
    void numbersAreThoseOfSegmentAndScore() {
        JsonNode found = json(evalTruth("--json", "-"));
        assertThat(found).isEqualTo(score(segmented));
        assertThat(found.get("bbox").get("stats").get(0).asDouble()).isBetween(0.1, 0.99);
        // Of a plain list with boxes and masks, sizes of masks are those of the boxes, as in pycocotools.
        JsonNode plain = score(results);
        assertThat(found.get("bbox")).isEqualTo(plain.get("bbox"));
        for (int sizeless : new int[] {0, 1, 2, 6, 7, 8}) {
            assertThat(found.get("segm").get("stats").get(sizeless))
                    .isEqualTo(plain.get("segm").get("stats").get(sizeless));
        }
    }

    @Test
    void batchesGiveTheSameNumbersWhereNothingIsPadded() {
        assertThat(json(evalTruth("--json", "-", "--batch", "3"))).isEqualTo(json(evalTruth("--json", "-")));
    }

    @Test
    void detectionsCanBeSavedAsSegmentSavesThem() {
        Path saved = folder.resolve("saved.json");
        assertThat(evalTruth("--results", saved.toString()).exitCode()).isZero();
        assertThat(JSON.readTree(saved)).isEqualTo(JSON.readTree(results));
    }

    @Test
    void theMeasureIsSaidAndCanBeChosen() {
        assertThat(evalTruth().err()).contains("metric: coco, because").contains("images/s");
        CommandRun voc = evalTruth("--metric", "voc", "--json", "-");
        assertThat(voc.err()).contains("metric: voc, because it was asked for");
        assertThat(json(voc).get("segm").get("protocol").asString()).isEqualTo("voc");
    }

    @Test
    void aFileThatSaysWhichCategoriesWereSearchedForIsScoredAsLvisIs() throws IOException {
        edit("\"file_name\"", "\"neg_category_ids\":[9],\"not_exhaustive_category_ids\":[],\"file_name\"");
        edit("\"name\":\"disc\"", "\"name\":\"disc\",\"frequency\":\"f\"");
        edit("\"name\":\"bar\"", "\"name\":\"bar\",\"frequency\":\"r\"");
        CommandRun run = evalTruth("--json", "-");
        assertThat(run.err()).contains("metric: lvis, because");
        assertThat(json(run).get("segm").get("protocol").asString()).isEqualTo("lvis");
    }

    @Test
    void aPageIsWrittenOnRequest() throws IOException {
        CommandRun run = evalTruth("--report", folder.resolve("report").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("report/report.html")))
                .contains("Evaluation (coco)")
                .contains("images/s")
                .contains("Worst pictures");
    }

    @Test
    void onlyTheFirstPicturesCountWithALimit() {
        CommandRun run = evalTruth("--limit", "2", "--json", "-");
        assertThat(run.err()).contains("2 pictures in ");
        JsonNode whole = json(evalTruth("--json", "-"));
        assertThat(json(run).get("bbox").get("perClass"))
                .isNotEqualTo(whole.get("bbox").get("perClass"));
    }

    @Test
    void atMostSoManyDetectionsAreKept() {
        Path saved = folder.resolve("saved.json");
        assertThat(evalTruth("--max-dets", "1", "--results", saved.toString()).exitCode())
                .isZero();
        assertThat(JSON.readTree(saved).size()).isBetween(1, 5);
        CommandRun many = evalTruth("--max-dets", "300", "--json", "-");
        assertThat(json(many).get("bbox").get("stats").get(0).asDouble()).isPositive();
    }

    @Test
    void lossesAreComputedOnRequestTheSameEveryTime() {
        JsonNode losses = json(evalTruth("--losses", "--json", "-")).get("losses");
        assertThat(losses.propertyNames())
                .containsExactly(
                        "loss_objectness", "loss_rpn_box_reg", "loss_classifier", "loss_box_reg", "loss_mask", "loss");
        double sum = 0;
        for (String name : losses.propertyNames()) {
            sum += name.equals("loss") ? 0 : losses.get(name).asDouble();
            assertThat(losses.get(name).asDouble()).as(name).isPositive();
        }
        assertThat(losses.get("loss").asDouble()).isCloseTo(sum, within(1e-9));
        assertThat(json(evalTruth("--losses", "--json", "-")).get("losses")).isEqualTo(losses);
    }

    @Test
    void classesMeetByNameWhateverTheirIdsAndSpelling() throws IOException {
        JsonNode before = json(evalTruth("--json", "-"));
        edit("\"category_id\":7", "\"category_id\":3");
        edit("\"id\":7,\"name\":\"disc\"", "\"id\":3,\"name\":\"Disc\"");
        CommandRun run = evalTruth("--json", "-");
        assertThat(json(run).get("segm").get("stats"))
                .isEqualTo(before.get("segm").get("stats"));
        assertThat(run.err()).contains("matched by spelling: 'Disc' is the model's 'disc'");
    }

    @Test
    void classesThatDoNotMeetAreShownAndCanBeMatchedOrLeftOut() throws IOException {
        edit("\"name\":\"disc\"", "\"name\":\"coin\"");
        CommandRun wrong = evalTruth();
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err().lines().reduce((a, b) -> b).orElseThrow())
                .startsWith("mrcnn: " + truth)
                .contains("categories that the model does not know: coin")
                .contains("classes of the model that the data set does not have: disc")
                .contains("--match DATA=MODEL")
                .contains("--shared-classes");
        assertThat(json(evalTruth("--match", "coin=disc", "--json", "-"))
                        .get("bbox")
                        .get("perClass")
                        .size())
                .isEqualTo(2);
        CommandRun shared = evalTruth("--shared-classes", "--json", "-");
        assertThat(json(shared).get("bbox").get("perClass").size()).isEqualTo(1);
        assertThat(shared.err())
                .contains("the numbers are those of 1 shared class")
                .contains("coin");
        CommandRun unknown = evalTruth("--match", "coin=dics");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err())
                .contains("the model has no class 'dics' to be matched with 'coin'; it knows disc, bar");
    }

    @Test
    void noClassInCommonIsAFailureWhateverIsAskedFor() throws IOException {
        edit("\"name\":\"disc\"", "\"name\":\"coin\"");
        edit("\"name\":\"bar\"", "\"name\":\"stick\"");
        CommandRun run = evalTruth("--shared-classes");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("none of its categories (coin, stick) is a class of the model (disc, bar)");
    }

    @Test
    void aPictureThatCannotBeReadEndsTheRunOrIsSkippedAndCounted() throws IOException {
        Files.writeString(pictures.resolve("p1.png"), "no picture");
        CommandRun run = evalTruth();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines().reduce((a, b) -> b).orElseThrow())
                .startsWith("mrcnn: ")
                .contains("p1.png");
        CommandRun skipping = evalTruth("--skip-unreadable", "--json", "-");
        assertThat(skipping.exitCode()).isZero();
        assertThat(skipping.err())
                .contains("p1.png")
                .contains("4 pictures in ")
                .contains("1 of 5 pictures cannot be read");
    }

    @Test
    void aPictureOfAnotherSizeThanStatedIsNamed() throws IOException {
        Images.write(Image.ofRgb(20, 20, TinyFiles.noise(20, 20, 9)), pictures.resolve("p2.png"));
        CommandRun run = evalTruth();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("p2.png: is of 20x20 pixels, but its data set states 74x72");
    }

    @Test
    void whatIsWrongWithTheCommandIsSaidInOneLine() {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("--data", "x", "--annotations", "y"),
                List.of("--annotations", truth.toString(), "--limit", "0"),
                List.of("--annotations", truth.toString(), "--batch", "0"),
                List.of("--annotations", truth.toString(), "--max-dets", "-1"),
                List.of("--annotations", truth.toString(), "--metric", "cocoa"),
                List.of("--annotations", truth.toString(), "--metric", "lvis"),
                List.of("--annotations", truth.toString(), "--metric", "cityscapes"),
                List.of("--annotations", truth.toString(), "--type", "box"),
                List.of(
                        "--annotations",
                        truth.toString(),
                        "--images",
                        folder.resolve("none").toString()))) {
            CommandRun run = eval(wrong.toArray(String[]::new));
            assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
            assertThat(run.err().strip())
                    .as(wrong.toString())
                    .startsWith("mrcnn: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void plainPicturesCannotBeEvaluatedOn() {
        CommandRun run = eval("--data", pictures.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("has no annotations (format pictures)");
    }
}

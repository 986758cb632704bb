package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.spec.Presets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataCommandTest {
    private static final String SOUND =
            "{\"id\": 1, \"image_id\": 1, \"category_id\": 5, \"iscrowd\": 0, \"area\": 100,"
                    + " \"bbox\": [2, 2, 10, 10], \"segmentation\": [[2, 2, 12, 2, 12, 12, 2, 12]]}";
    private static final String BROKEN =
            "{\"id\": 2, \"image_id\": 1, \"category_id\": 5, \"iscrowd\": 0, \"area\": 100,"
                    + " \"bbox\": [2, 2, 10, 10], \"segmentation\": [[2, 2, 12, 2, 12, 12, 2]]}";

    @TempDir
    Path folder;

    private Path sound;
    private Path broken;

    @BeforeEach
    void write() throws IOException {
        Images.write(Image.ofRgb(40, 30, new byte[3600]), folder.resolve("images/a.png"));
        sound = coco("sound.json", SOUND);
        broken = coco("broken.json", SOUND + ", " + BROKEN);
    }

    private Path coco(String name, String annotations) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file,
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 30}],"
                        + " \"categories\": [{\"id\": 5, \"name\": \"cat\"}], \"annotations\": [" + annotations + "]}");
        return file;
    }

    @Test
    void checkEndsWellWithoutErrors() {
        CommandRun run = CommandRun.of("data", "check", sound.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("0 errors, 0 warnings, 0 notes\n");
    }

    @Test
    void checkFailsOnErrorsAndRepairsThem() throws IOException {
        CommandRun run = CommandRun.of(
                "data", "check", "--fix", "--json", folder.resolve("c.json").toString(), broken.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("error: " + broken + ": annotation 2 (on a.png): its polygon has 7 numbers")
                .contains("annotation 2: left out: its polygon has 7 numbers")
                .contains("wrote " + folder.resolve("broken-fixed.json") + ": 1 annotations left out, 0 mended");
        assertThat(CommandRun.of(
                                "data",
                                "check",
                                folder.resolve("broken-fixed.json").toString())
                        .exitCode())
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("c.json")));
        assertThat(json.get("passed").asBoolean()).isFalse();
        assertThat(json.get("errors").asInt()).isEqualTo(1);
        assertThat(json.at("/findings/0/kind").asString()).isEqualTo("polygon-broken");
        assertThat(json.at("/parts/0/usable").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNoDataSetIsOneErrorLine() throws IOException {
        Path text = Files.writeString(folder.resolve("x.txt"), "x");

        CommandRun run = CommandRun.of("data", "check", text.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("error: " + text + ": is in none of the known formats");
    }

    @Test
    void convertedSetsAreCheckedClean() {
        for (String format : AnnotationFormats.DATASETS) {
            Path target = folder.resolve("out-" + format);
            CommandRun run = CommandRun.of("data", "convert", sound.toString(), target.toString(), "--to", format);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("wrote " + target + ": " + format + ", 1 picture, 1 object");
            assertThat(CommandRun.of("data", "check", target.toString()).exitCode())
                    .isZero();
        }
    }

    @Test
    void convertDoesNotMixWithWhatIsThere() {
        CommandRun run = CommandRun.of("data", "convert", sound.toString(), folder.toString(), "--to", "yolo");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is not empty; name a new folder");
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearest() {
        assertThat(CommandRun.of(
                                "data",
                                "convert",
                                sound.toString(),
                                folder.resolve("o").toString(),
                                "--to",
                                "yollo")
                        .err())
                .contains("did you mean yolo?");
        assertThat(CommandRun.of("data", "check", "--format", "labelmee", sound.toString())
                        .err())
                .contains("labelmee")
                .contains("known are");
    }

    @Test
    void findingsAreWrittenAsAPage() {
        Path page = folder.resolve("check.html");

        CommandRun run = CommandRun.of("data", "check", sound.toString(), "--report", page.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(page).content().contains("Data set check").contains("the data set can be used as it is");
    }

    @Test
    void statsPrintTheCountsAndWriteAPage() throws IOException {
        Path page = folder.resolve("stats.html");
        CommandRun run = CommandRun.of(
                "data",
                "stats",
                sound.toString(),
                "--report",
                page.toString(),
                "--json",
                folder.resolve("s.json").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 picture, 1 object, 0 crowds").contains("anchors: 15 a place");
        assertThat(page).content().contains("Data set statistics").contains("Objects of each class");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("s.json")));
        assertThat(json.at("/categories/0/areaMedian").asDouble()).isEqualTo(100);
        assertThat(json.at("/colours/mean/0").asDouble()).isZero();
    }

    @Test
    void statsTakeAnchorsOfAPreset() {
        CommandRun run = CommandRun.of("data", "stats", sound.toString(), "--preset", "mask2go", "--no-colours");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("colours");
        for (String preset : Presets.names()) {
            assertThat(CommandRun.of("data", "stats", sound.toString(), "--preset", preset, "--no-colours")
                            .out())
                    .as(preset)
                    .contains("anchors: 15 a place");
        }
        assertThat(CommandRun.of("data", "stats", sound.toString(), "--preset", "mask2gi")
                        .err())
                .contains("did you mean mask2go?");
    }

    @Test
    void showWritesAContactSheet() {
        Path page = folder.resolve("sheet.html");

        CommandRun run = CommandRun.of("data", "show", sound.toString(), "--out", page.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(page).content().contains("a.png: 1 cat").contains("data:image/jpeg;base64,");
    }

    @Test
    void theHelpNamesEveryFormat() {
        String help = CommandRun.of("data", "check", "--help").out().replaceAll("\\s+", " ");

        assertThat(help).contains(DatasetFormats.names());
        assertThat(CommandRun.of("data", "convert", "--help").out()).contains(AnnotationFormats.DATASETS);
    }
}

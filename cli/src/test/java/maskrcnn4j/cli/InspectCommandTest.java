package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    private static final String ANNOTATIONS = """
            {"images": [{"id": 1, "file_name": "noise.png", "width": 90, "height": 64}],
             "categories": [{"id": 7, "name": "disc"}, {"id": 5, "name": "unheard-of"}],
             "annotations": [
               {"id": 1, "image_id": 1, "category_id": 7, "bbox": [10, 8, 30, 40], "area": 1200, "iscrowd": 0,
                "segmentation": [[10, 8, 40, 8, 40, 48, 10, 48]]},
               {"id": 2, "image_id": 1, "category_id": 5, "bbox": [50, 8, 30, 40], "area": 1200, "iscrowd": 0,
                "segmentation": [[50, 8, 80, 8, 80, 48, 50, 48]]}]}
            """;

    @TempDir
    private Path folder;

    private Path picture;
    private Path weights;
    private Path page;
    private Path annotations;

    @BeforeEach
    void layOut() throws IOException {
        picture = folder.resolve("noise.png");
        Images.write(Image.ofRgb(90, 64, TinyFiles.noise(90, 64, 1)), picture);
        weights = TinyFiles.model(folder);
        page = folder.resolve("pages/page.html");
        annotations = folder.resolve("truth.json");
        Files.writeString(annotations, ANNOTATIONS);
    }

    private CommandRun inspect(Path of, String... more) {
        String[] arguments = new String[6 + more.length];
        arguments[0] = "inspect";
        arguments[1] = of.toString();
        arguments[2] = "--weights";
        arguments[3] = weights.toString();
        arguments[4] = "--out";
        arguments[5] = page.toString();
        System.arraycopy(more, 0, arguments, 6, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void writesAPageAndTheNumbersOnIt() throws IOException {
        Path json = folder.resolve("numbers.json");

        CommandRun run = inspect(picture, "--json", json.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("detection").contains("wrote " + page);
        JsonNode numbers = new JsonMapper().readTree(json.toFile());
        assertThat(numbers.get("levels").size()).isEqualTo(1);
        String html = Files.readString(page);
        assertThat(html).contains("Pasted masks").doesNotContain("Anchor targets");
        for (JsonNode filter : numbers.get("filters")) {
            assertThat(html)
                    .contains(String.format(
                            java.util.Locale.ROOT, "%,d", filter.get("before").asInt()));
        }
        assertThat(html).contains(numbers.get("explanation").asString());
    }

    @Test
    void showsTargetsAndMatchesWithAnnotations() throws IOException {
        CommandRun run = inspect(picture, "--annotations", annotations.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 of 2 true objects is of a class that the model does not know");
        assertThat(Files.readString(page))
                .contains("Anchor targets", "Mask targets", "Matches", "the model does not know this class");
    }

    @Test
    void saysThatTheAnnotationsDoNotKnowThePicture() throws IOException {
        Path other = folder.resolve("nois.png");
        Files.copy(picture, other);

        CommandRun run = inspect(other, "--annotations", annotations.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains("knows no picture called nois.png among its 1; the nearest is noise.png");
        assertThat(page).doesNotExist();
    }

    @Test
    void failsInOneLineWithoutWritingAnything() {
        CommandRun missing = inspect(folder.resolve("missing.png"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("missing.png does not exist");

        CommandRun lonely = inspect(picture, "--match", "a=b");
        assertThat(lonely.exitCode()).isEqualTo(2);
        assertThat(lonely.err()).contains("--annotations");
        assertThat(page).doesNotExist();
    }
}

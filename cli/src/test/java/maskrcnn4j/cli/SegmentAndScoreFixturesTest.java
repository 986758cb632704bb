package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From JPEG files to AP by the two verbs, against the AP of the golden run. */
@Tag("fixtures")
class SegmentAndScoreFixturesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"float32, 0.01", "bf16, 0.005"})
    void photosScoreWhatTheGoldenRunScores(String precision, double tolerance) throws IOException {
        Path model = Shared.require("data/mask2go");
        Path photos = Shared.require("data/coco-mini/val2017");
        Path truth = Shared.require("data/coco-mini/annotations/instances_val.json");
        Path results = folder.resolve("results.json");
        Path scores = folder.resolve("scores.json");

        CommandRun segment = CommandRun.of(
                "segment",
                photos.toString(),
                "--weights",
                model.toString(),
                "--precision",
                precision,
                "--score",
                "0.05",
                "--no-pictures",
                "--annotations",
                truth.toString(),
                "--results",
                results.toString(),
                "--json",
                folder.resolve("segmentation.json").toString());
        assertThat(segment.exitCode()).as(segment.err()).isZero();
        CommandRun score = CommandRun.of(
                "score",
                "--annotations",
                truth.toString(),
                "--detections",
                results.toString(),
                "--json",
                scores.toString());
        assertThat(score.exitCode()).as(score.err()).isZero();

        JsonNode golden =
                new JsonMapper().readTree(model.resolve("golden/expected.json")).get("val50");
        JsonNode found = new JsonMapper().readTree(scores);
        for (String type : new String[] {"bbox", "segm"}) {
            assertThat(found.get(type).get("stats").get(0).asDouble())
                    .as(type)
                    .isCloseTo(golden.get(type).get("AP").asDouble(), within(tolerance));
        }
    }
}

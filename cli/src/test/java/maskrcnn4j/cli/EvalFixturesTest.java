package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pretrained model on real photos, and on the folders of Cityscapes. */
@Tag("fixtures")
class EvalFixturesTest {
    private static CommandRun eval(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "eval",
                "--weights",
                Shared.require("data/mask2go").toString(),
                "--precision",
                "float32",
                "--json",
                "-"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void photosScoreWhatTheGoldenRunScores() {
        Path photos = Shared.require("data/coco-mini/val2017");
        Path truth = Shared.require("data/coco-mini/annotations/instances_val.json");
        JsonNode golden = JsonMapper.shared()
                .readTree(Shared.require("data/mask2go/golden/expected.json"))
                .get("val50");

        CommandRun run = eval("--images", photos.toString(), "--annotations", truth.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode found = JsonMapper.shared().readTree(run.out());
        for (String type : new String[] {"bbox", "segm"}) {
            int at = 0;
            for (JsonNode number : golden.get(type)) {
                // Decoders of JPEG differ by a shade, and a detection more or less is a hundredth of a number.
                assertThat(found.get(type).get("stats").get(at++).asDouble())
                        .as(type + " " + at)
                        .isCloseTo(number.asDouble(), within(0.01));
            }
        }
    }

    @Test
    void cityscapesFoldersAreScoredByTheirOwnMeasure() {
        Path scenes = Shared.require("data/cityscapes-format");
        CommandRun refused = eval("--data", scenes.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("metric: cityscapes").contains("the model does not know: rider");

        CommandRun run = eval("--data", scenes.toString(), "--match", "rider=bird");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode score = JsonMapper.shared().readTree(run.out()).get("segm");
        assertThat(score.get("protocol").asString()).isEqualTo("cityscapes");
        assertThat(score.get("perClass").size()).isEqualTo(8);
    }
}

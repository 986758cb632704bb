package maskrcnn4j.model.rpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The selection of proposals from decoded boxes, in both families. */
@Tag("fixtures")
class ProposalFixturesTest {
    static List<Path> files() {
        return FixtureFile.ofBothFamilies("op-filter-proposals.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSameBoxesAreProposed(Path path) {
        for (JsonNode node : FixtureFile.read(path).root().path("cases")) {
            List<ResizedImage> images = new ArrayList<>();
            for (JsonNode size : node.path("imageSizes")) {
                int height = size.get(0).asInt();
                int width = size.get(1).asInt();
                images.add(new ResizedImage(width, height, width, height, 1, 1));
            }
            List<List<ScoredBoxes>> scored = new ArrayList<>();
            for (int image = 0; image < images.size(); image++) {
                scored.add(levels(node, image, images.size()));
            }
            List<Proposals> found = selector(node).select(scored, images, StageObserver.NONE);
            for (int image = 0; image < images.size(); image++) {
                JsonNode expected = node.path("result").get(image);
                Recorded boxes = FixtureFile.recorded(path + " boxes", expected.path("boxes"));
                Recorded scores = FixtureFile.recorded(
                        path + " scores", expected.path(expected.has("logits") ? "logits" : "scores"));
                boxes.requireClose(boxes.shape(), found.get(image).boxes().toArray());
                scores.requireClose(scores.shape(), found.get(image).scores());
            }
        }
    }

    private static ProposalSelector selector(JsonNode node) {
        boolean byLogit = node.has("minBoxSize");
        ProposalSpec spec = new ProposalSpec(
                List.of(1.0, 1.0, 1.0, 1.0),
                ProposalSpec.Scope.LEVEL,
                node.path(byLogit ? "preNmsTopK" : "preNmsTopN").asInt(),
                byLogit ? ProposalSpec.Ranking.LOGIT : ProposalSpec.Ranking.PROBABILITY,
                node.path("scoreThresh").asDouble(0),
                node.path(byLogit ? "minBoxSize" : "minSize").asDouble(),
                !byLogit,
                node.path("nmsThresh").asDouble(),
                node.path(byLogit ? "postNmsTopK" : "postNmsTopN").asInt());
        AnchorSpec anchors = new AnchorSpec.Explicit(1, List.of(List.of(0.0, 0.0, 1.0, 1.0)));
        return new ProposalSelector(spec, new AnchorGenerator(anchors), new BoxRule(0, BoxRule.LOG_1000_OVER_16));
    }

    /** torchvision writes all levels as one list, detectron2 one list for each; both with all pictures in each. */
    private static List<ScoredBoxes> levels(JsonNode node, int image, int images) {
        List<ScoredBoxes> levels = new ArrayList<>();
        boolean together = node.path("logits").has("data");
        int first = 0;
        int level = 0;
        for (long anchors : FixtureFile.longs(node.path("anchorsPerLevel"))) {
            JsonNode logits =
                    together ? node.path("logits") : node.path("logits").get(level);
            JsonNode decoded =
                    together ? node.path("decoded") : node.path("decoded").get(level);
            float[] all = FixtureFile.floats(logits.path("data"));
            float[] corners = FixtureFile.floats(decoded.path("data"));
            int from = image * (all.length / images) + (together ? first : 0);
            int to = from + (int) anchors;
            levels.add(
                    new GivenBoxes(Arrays.copyOfRange(all, from, to), Arrays.copyOfRange(corners, 4 * from, 4 * to)));
            first += (int) anchors;
            level++;
        }
        assertThat(first).isPositive();
        return levels;
    }
}

package maskrcnn4j.model.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The arithmetic of boxes in both families. */
@Tag("fixtures")
class BoxFixturesTest {
    static List<Path> coders() {
        return FixtureFile.ofBothFamilies("op-box-coder.json", "op-box-transform.json");
    }

    @ParameterizedTest
    @MethodSource("coders")
    void deltasAreMadeAndApplied(Path path) {
        for (JsonNode node : FixtureFile.read(path).root().path("cases")) {
            String clip = node.has("clip") ? "clip" : "scaleClamp";
            List<Double> weights = Arrays.stream(FixtureFile.doubles(node.path("weights")))
                    .boxed()
                    .toList();
            BoxCoder coder = new BoxCoder(new BoxRule(0, node.path(clip).asDouble()), weights);
            float[] boxes = values(node.path("boxes"));
            float[] targets = values(node.path("targets"));
            float[] encoded = new float[boxes.length];
            for (int at = 0; at < boxes.length; at += 4) {
                coder.encode(boxes, at, targets, at, encoded, at);
            }
            close(path, node, node.has("encoded") ? "encoded" : "deltasOfTargets", encoded);

            float[] deltas = values(node.path("deltas"));
            float[] decoded = new float[deltas.length];
            int perBox = deltas.length / boxes.length;
            for (int i = 0; i < deltas.length / 4; i++) {
                coder.decode(boxes, 4 * (i / perBox), deltas, 4 * i, decoded, 4 * i);
            }
            close(path, node, node.has("decoded") ? "decoded" : "applied", decoded);
        }
    }

    @Test
    void theSameBoxesAreKept() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-nms.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (String list : List.of("cases", "iouEqualsThreshold")) {
                for (JsonNode node : file.root().path(list)) {
                    float[] scores = values(node.path("scores"));
                    assertThat(keep(node, scores, new int[scores.length])).isEqualTo(integers(node.path("keep")));
                    if (node.has("groups")) {
                        assertThat(keep(node, scores, integers(node.path("groups"))))
                                .isEqualTo(integers(node.path("batchedKeep")));
                    }
                }
            }
            JsonNode many = file.root().path("many");
            assertThat(keep(many, file.formula(many.path("scores")), integers(many.path("groups"))))
                    .isEqualTo(integers(many.path("keep")));
        }
    }

    private static int[] keep(JsonNode node, float[] scores, int[] groups) {
        int[] order = ScoreOrder.best(scores, scores.length);
        float[] corners = Boxes.of(values(node.path("boxes"))).select(order).toArray();
        int[] ordered = Arrays.stream(order).map(i -> groups[i]).toArray();
        NonMaximumSuppression nms =
                new NonMaximumSuppression(node.path("threshold").asDouble(), new BoxRule(0, BoxRule.LOG_1000_OVER_16));
        int[] kept =
                nms.keepInGroups(corners, ordered, Arrays.stream(groups).max().orElse(0) + 1);
        if (Arrays.stream(groups).allMatch(group -> group == 0)) {
            assertThat(nms.keep(corners, order.length, order.length)).isEqualTo(kept);
        }
        return Arrays.stream(kept).map(i -> order[i]).toArray();
    }

    private static void close(Path path, JsonNode node, String name, float[] actual) {
        var recorded = FixtureFile.recorded(path.getFileName() + " " + name, node.path(name));
        recorded.requireClose(recorded.shape(), actual);
    }

    private static int[] integers(JsonNode tensor) {
        return FixtureFile.recorded("", tensor).integers();
    }

    private static float[] values(JsonNode tensor) {
        return FixtureFile.floats(tensor.path("data"));
    }
}

package maskrcnn4j.model.rpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Anchors of both families, bit by bit. */
@Tag("fixtures")
class AnchorFixturesTest {
    static List<Path> files() {
        return FixtureFile.ofBothFamilies("op-anchors.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void anchorsAreEqual(Path path) {
        for (JsonNode node : FixtureFile.read(path).root().path("cases")) {
            AnchorGenerator generator = new AnchorGenerator(spec(node));
            long[] padded = node.has("padded") ? FixtureFile.longs(node.path("padded")) : new long[2];
            JsonNode levels = node.path("levels");
            for (int i = 0; i < levels.size(); i++) {
                long[] grid = FixtureFile.longs(levels.get(i).path("grid"));
                JsonNode stride = levels.get(i).path("stride");
                LevelAnchors anchors = generator.level(
                        i, (int) grid[0], (int) grid[1], stride.asInt(0), (int) padded[0], (int) padded[1]);
                if (stride.isArray()) {
                    assertThat(new long[] {anchors.stepY(), anchors.stepX()}).isEqualTo(FixtureFile.longs(stride));
                }
                check(path + " level " + i, anchors, levels.get(i));
            }
        }
    }

    private static void check(String what, LevelAnchors anchors, JsonNode level) {
        float[] corners = anchors.corners();
        assertThat(anchors.size()).as(what).isEqualTo(level.path("count").asInt());
        float[] first = FixtureFile.floats(level.path("first").path("data"));
        float[] last = FixtureFile.floats(level.path("last").path("data"));
        assertThat(Arrays.copyOf(corners, first.length)).as(what).isEqualTo(first);
        assertThat(Arrays.copyOfRange(corners, corners.length - last.length, corners.length))
                .as(what)
                .isEqualTo(last);
        double[] sums = new double[4];
        for (int i = 0; i < corners.length; i++) {
            sums[i % 4] += corners[i];
        }
        double[] expected = FixtureFile.doubles(level.path("sum"));
        for (int i = 0; i < sums.length; i++) { // added up in another order
            assertThat(sums[i]).as(what).isCloseTo(expected[i], withinPercentage(1e-10));
        }
        JsonNode sample = level.path("sample");
        float[] values = FixtureFile.floats(sample.path(sample.has("data") ? "data" : "val"));
        for (int i = 0; i < values.length; i++) {
            int at = sample.has("data") ? i : sample.path("idx").get(i).asInt();
            assertThat(corners[at]).as(what).isEqualTo(values[i]);
        }
    }

    private static AnchorSpec spec(JsonNode node) {
        boolean fixedSteps = node.has("offset");
        return new AnchorSpec.Grid(
                lists(node.path("sizes")),
                lists(node.path("aspectRatios")),
                !fixedSteps,
                node.path("offset").asDouble(0),
                fixedSteps ? AnchorSpec.Steps.STRIDE : AnchorSpec.Steps.INPUT_OVER_GRID,
                fixedSteps ? AnchorSpec.Grid.CellOrder.SIZE_THEN_RATIO : AnchorSpec.Grid.CellOrder.RATIO_THEN_SIZE);
    }

    private static List<List<Double>> lists(JsonNode levels) {
        List<List<Double>> lists = new ArrayList<>();
        for (JsonNode level : levels) {
            lists.add(Arrays.stream(FixtureFile.doubles(level)).boxed().toList());
        }
        return lists;
    }
}

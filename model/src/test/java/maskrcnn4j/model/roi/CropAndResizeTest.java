package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Stream64;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Crops as TensorFlow makes them: within rounding, and no difference in which samples fall beyond the map. */
@Tag("fixtures")
class CropAndResizeTest {
    private static final double ROUNDING = 1e-6;

    private static Stream<DynamicTest> tests(String name, Consumer<JsonNode> test) {
        JsonNode file = FixtureFile.parse(Shared.require("fixtures/matterport/ops/roi_align.json"));
        return StreamSupport.stream(file.path(name).spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(
                        c.path("name").asString(c.path("image_shape").toString()), () -> test.accept(c)));
    }

    @TestFactory
    Stream<DynamicTest> crops() {
        return tests("crop_and_resize", c -> {
            float[] boxes = floats(c.path("boxes"));
            int bins = c.path("size").asInt();
            long[] shape = FixtureFile.longs(c.path("map").path("shape"));
            SparseRows rows = new SparseRows(boxes.length / 4 * bins * bins);
            for (int at = 0; at < boxes.length; at += 4) {
                CropAndResize.addBins(rows, boxes, at, bins, 0, (int) shape[0], (int) shape[1]);
            }
            check(c, rows, map(c.path("map")), shape[2]);
        });
    }

    @TestFactory
    Stream<DynamicTest> levels() {
        return tests("levels", c -> {
            float[] boxes = floats(c.path("boxes"));
            List<Long> levels = new ArrayList<>();
            for (int at = 0; at < boxes.length; at += 4) {
                levels.add((long) CropAndResize.level(boxes, at, height(c), width(c)));
            }
            assertThat(levels).containsExactlyElementsOf(boxed(c.path("level")));
        });
    }

    @TestFactory
    Stream<DynamicTest> pyramids() {
        return tests("pyramid", c -> {
            float[] boxes = floats(c.path("boxes"));
            int bins = c.path("pool").asInt();
            List<Long> levels = new ArrayList<>();
            List<Float> pixels = new ArrayList<>();
            List<Integer> first = new ArrayList<>();
            long channels = 1;
            for (JsonNode map : c.path("maps")) {
                channels = FixtureFile.longs(map.path("shape"))[2];
                first.add((int) (pixels.size() / channels));
                for (float value : map(map)) {
                    pixels.add(value);
                }
            }
            SparseRows rows = new SparseRows(boxes.length / 4 * bins * bins);
            for (int at = 0; at < boxes.length; at += 4) {
                int level = CropAndResize.level(boxes, at, height(c), width(c));
                long[] shape = FixtureFile.longs(c.path("maps").get(level - 2).path("shape"));
                CropAndResize.addBins(rows, boxes, at, bins, first.get(level - 2), (int) shape[0], (int) shape[1]);
                levels.add((long) level);
            }
            assertThat(levels).containsExactlyElementsOf(boxed(c.path("level")));
            float[] all = new float[pixels.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = pixels.get(i);
            }
            check(c, rows, all, channels);
        });
    }

    private static void check(JsonNode c, SparseRows rows, float[] pixels, long channels) {
        try (Scope scope = Scope.open()) {
            Tensor table = Tensors.of(pixels, pixels.length / channels, channels);
            float[] cut = SparseRows.weightedSum(List.of(rows), table).toFloats();
            new Summary(c.path("name").asString(), c.path("output")).requireClose(cut, ROUNDING);
        }
    }

    private static float[] map(JsonNode map) {
        long[] shape = FixtureFile.longs(map.path("shape"));
        float[] values = new Stream64(map.path("stream").asString(), 0)
                .values(
                        (int) (shape[0] * shape[1] * shape[2]),
                        map.path("base").asDouble(),
                        map.path("bound").asDouble());
        assertThat(Summary.crc32(values)).isEqualTo(map.path("crc32").asString());
        return values;
    }

    private static int height(JsonNode c) {
        return c.path("image_shape").get(0).asInt();
    }

    private static int width(JsonNode c) {
        return c.path("image_shape").get(1).asInt();
    }

    private static float[] floats(JsonNode list) {
        double[] values = FixtureFile.doubles(list);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static List<Long> boxed(JsonNode list) {
        return java.util.Arrays.stream(FixtureFile.longs(list)).boxed().toList();
    }
}

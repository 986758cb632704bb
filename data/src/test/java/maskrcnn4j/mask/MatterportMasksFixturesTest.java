package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.InputPicture;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** scikit-image's and SciPy's resizing of pictures and masks, to the last bit. */
@Tag("fixtures")
class MatterportMasksFixturesTest {
    private static JsonNode file(String name) {
        return FixtureFile.parse(Shared.require("fixtures/matterport/ops").resolve(name));
    }

    private static Stream<DynamicTest> tests(JsonNode cases, java.util.function.Consumer<JsonNode> test) {
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(), () -> test.accept(c)));
    }

    @TestFactory
    Stream<DynamicTest> picturesBeforeTruncation() {
        return tests(file("resize.json").path("cases"), MatterportMasksFixturesTest::resize);
    }

    private static void resize(JsonNode c) {
        if (c.path("before_truncation").isMissingNode()) {
            return;
        }
        long[] shape = FixtureFile.longs(c.path("input").path("shape"));
        int channels = (int) shape[2];
        byte[] bytes = InputPicture.bytes(c.path("input"), c.path("before_truncation"));
        int h = c.path("resized_shape").get(0).asInt();
        int w = c.path("resized_shape").get(1).asInt();
        double[] all = new double[h * w * channels];
        int stride = (int) shape[1] * channels;
        new ZeroEdgeResizer((int) shape[0], (int) shape[1], h, w, channels, false)
                .resize(
                        (y, values) -> {
                            for (int i = 0; i < stride; i++) {
                                values[i] = bytes[y * stride + i] & 0xff;
                            }
                        },
                        (y, values) -> System.arraycopy(values, 0, all, y * values.length, values.length));
        new Summary(c.path("name").asString(), c.path("before_truncation")).requireEqual(all);
    }

    @TestFactory
    Stream<DynamicTest> masksFollowTheirPicture() {
        return tests(file("resize.json").path("cases"), MatterportMasksFixturesTest::resizeMask);
    }

    private static void resizeMask(JsonNode c) {
        if (c.path("mask_input_rle").isMissingNode()) {
            return;
        }
        long[] shape = FixtureFile.longs(c.path("input").path("shape"));
        for (int i = 0; i < c.path("mask_input_rle").size(); i++) {
            Rle mask = rle(c.path("mask_input_rle").get(i), (int) shape[0], (int) shape[1]);
            double scale = c.path("scale").asDouble();
            Rle resized = MaskResizer.resize(
                    mask,
                    (int) Math.rint(shape[0] * scale),
                    (int) Math.rint(shape[1] * scale),
                    MaskResizer.Nearest.CORNERS);
            long[] out = FixtureFile.longs(c.path("output").path("shape"));
            assertThat(Rle.fromBitmap((int) out[0], (int) out[1], framed(c, resized, out)))
                    .isEqualTo(rle(c.path("mask_rle").get(i), (int) out[0], (int) out[1]));
        }
    }

    private static byte[] framed(JsonNode c, Rle resized, long[] out) {
        JsonNode crop = c.path("crop");
        int top = crop.isArray()
                ? -crop.get(0).asInt()
                : c.path("padding").get(0).get(0).asInt();
        int left = crop.isArray()
                ? -crop.get(1).asInt()
                : c.path("padding").get(1).get(0).asInt();
        byte[] framed = new byte[(int) (out[0] * out[1])];
        byte[] bitmap = resized.toBitmap();
        for (int y = 0; y < resized.height(); y++) {
            for (int x = 0; x < resized.width(); x++) {
                if (y + top >= 0 && y + top < out[0] && x + left >= 0 && x + left < out[1]) {
                    framed[(int) ((y + top) * out[1] + x + left)] = bitmap[y * resized.width() + x];
                }
            }
        }
        return framed;
    }

    @TestFactory
    Stream<DynamicTest> miniMasks() {
        return tests(file("mini_masks.json").path("cases"), MatterportMasksFixturesTest::miniMask);
    }

    private static void miniMask(JsonNode c) {
        int[] box = box(c);
        int[] shape = {c.path("shape").get(0).asInt(), c.path("shape").get(1).asInt()};
        int[] mini = {
            c.path("mini_shape").get(0).asInt(), c.path("mini_shape").get(1).asInt()
        };
        Rle mask = rle(c.path("mask_rle"), shape[0], shape[1]);
        Rle small = MiniMasks.minimize(mask, box[0], box[1], box[2], box[3], mini[0], mini[1]);
        assertThat(small).isEqualTo(rle(c.path("mini_rle"), mini[0], mini[1]));
        assertThat(MiniMasks.expand(small, box[0], box[1], box[2], box[3], shape[0], shape[1]))
                .isEqualTo(rle(c.path("expanded_rle"), shape[0], shape[1]));
    }

    @Test
    void emptyBoxesAreRefused() {
        for (JsonNode c : file("mini_masks.json").path("errors")) {
            int[] box = box(c);
            Rle mask = Rle.empty(
                    c.path("shape").get(0).asInt(), c.path("shape").get(1).asInt());
            assertThatThrownBy(() -> MiniMasks.minimize(mask, box[0], box[1], box[2], box[3], 56, 56))
                    .isInstanceOf(MaskException.class)
                    .hasMessageContaining("has no area");
        }
    }

    @Test
    void boxesAreTight() {
        for (JsonNode c : file("mini_masks.json").path("tight_boxes")) {
            Rle mask = rle(
                    c.path("mask_rle"),
                    c.path("shape").get(0).asInt(),
                    c.path("shape").get(1).asInt());
            Box box = mask.boundingBox();
            int[] expected = box(c);
            assertThat(new double[] {box.y1(), box.x1(), box.y2(), box.x2()})
                    .containsExactly(expected[0], expected[1], expected[2], expected[3]);
        }
    }

    private static int[] box(JsonNode c) {
        return c.path("box").valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static Rle rle(JsonNode counts, int height, int width) {
        return Rle.ofCounts(
                height, width, counts.valueStream().mapToInt(JsonNode::asInt).toArray());
    }
}

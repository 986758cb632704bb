package maskrcnn4j.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.ZeroEdgeResizer;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FrameRule.Frame;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.InputPicture;
import maskrcnn4j.testing.formula.Stream64;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Pictures in their frames as Matterport's {@code resize_image} and {@code mold_image} make them, byte by byte. */
@Tag("fixtures")
class MatterportFramesTest {
    private static JsonNode file(String name) {
        return FixtureFile.parse(Shared.require("fixtures/matterport/ops/" + name));
    }

    private static FrameRule rule(JsonNode c) {
        return new FrameRule(
                FrameRule.Mode.valueOf(c.path("mode").asString().toUpperCase(Locale.ROOT)),
                c.path("min_dim").asInt(0),
                c.path("max_dim").asInt(0),
                c.path("min_scale").asDouble(0));
    }

    private static FramedTransform transform(FrameRule rule, List<Double> mean) {
        ImageSpec base = Presets.named("matterport-r50").spec().image();
        ImageSpec spec = new ImageSpec(
                base.channels(),
                base.bits(),
                base.unit(),
                mean,
                Collections.nCopies(mean.size(), 1.0),
                base.resize(),
                base.padding(),
                Optional.of(rule));
        return new FramedTransform(spec, rule, Device.CPU, ElementType.FLOAT32);
    }

    @TestFactory
    Stream<DynamicTest> picturesInTheirFrames() {
        return file("resize.json")
                .path("cases")
                .valueStream()
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(), () -> check(c)));
    }

    private static void check(JsonNode c) {
        JsonNode input = c.path("input");
        int height = input.path("shape").get(0).asInt();
        int width = input.path("shape").get(1).asInt();
        int channels = input.path("shape").get(2).asInt();
        FrameRule rule = rule(c);
        double scale = rule.scale(height, width);
        assertThat(scale).isEqualTo(c.path("scale").asDouble());
        int h = FrameRule.scaled(height, scale);
        int w = FrameRule.scaled(width, scale);
        ResizedImage size = size(c, new ResizedImage(width, height, w, h, scale, scale));
        Frame frame = size.frame(rule);
        long[] shape = FixtureFile.longs(c.path("output").path("shape"));
        assertThat(new long[] {frame.height(), frame.width(), channels}).containsExactly(shape);
        if (rule.mode() != FrameRule.Mode.CROP) {
            int[] padding = {
                frame.top(), frame.height() - h - frame.top(), frame.left(), frame.width() - w - frame.left()
            };
            assertThat(padding)
                    .containsExactly(c.path("padding")
                            .valueStream()
                            .limit(2)
                            .flatMap(JsonNode::valueStream)
                            .mapToInt(JsonNode::asInt)
                            .toArray());
            assertThat(new int[] {frame.top(), frame.left(), frame.top() + h, frame.left() + w})
                    .containsExactly(ints(c.path("window")));
        }
        Summary output = new Summary(c.path("name").asString(), c.path("output"));
        if (input.path("kind").asString().equals("float")) {
            output.requireEqual(framedFloats(input, height, width, channels, h, w, frame));
        } else {
            Image image = Image.of8(width, height, channels, InputPicture.bytes(c.path("input"), c.path("output")));
            byte[] framed = transform(rule, Collections.nCopies(channels, 0.0)).framed(image, size);
            output.requireEqual(framed);
        }
    }

    /** Where the case cuts, if it does. */
    private static ResizedImage size(JsonNode c, ResizedImage size) {
        JsonNode at = c.path("crop_yx");
        return at.isArray() ? size.cutAt(at.get(0).asInt(), at.get(1).asInt()) : size;
    }

    private static float[] framedFloats(
            JsonNode input, int height, int width, int channels, int h, int w, Frame frame) {
        float[] values = new Stream64("floats/" + input.path("stream").asString(), 0)
                .values(height * width * channels, 0.5, 0.5);
        assertThat(Summary.crc32(values)).isEqualTo(input.path("crc32").asString());
        float[] framed = new float[frame.height() * frame.width() * channels];
        int stride = width * channels;
        new ZeroEdgeResizer(height, width, h, w, channels, true)
                .resize(
                        (y, row) -> IntStream.range(0, stride).forEach(i -> row[i] = values[y * stride + i]),
                        (y, row) -> {
                            int at = ((y + frame.top()) * frame.width() + frame.left()) * channels;
                            for (int i = 0; i < w * channels; i++) {
                                framed[at + i] = (float) row[i];
                            }
                        });
        return framed;
    }

    @TestFactory
    Stream<DynamicTest> wrongRulesAreRefusedWithTheirSetting() {
        return file("resize.json")
                .path("errors")
                .valueStream()
                .map(c -> DynamicTest.dynamicTest(
                        c.path("name").asString(),
                        () -> assertThatIllegalArgumentException()
                                .isThrownBy(() -> SpecSettings.apply(
                                        Presets.named("matterport-r50").spec(),
                                        Map.of(
                                                "image.frame.mode",
                                                c.path("mode").asString().toUpperCase(Locale.ROOT),
                                                "image.frame.minDim",
                                                Integer.toString(
                                                        c.path("min_dim").asInt(0)))))
                                .withMessageContaining("image.frame")));
    }

    @Test
    void theMeanIsTakenFromEveryPixel() {
        JsonNode c = file("mold.json");
        JsonNode rows = c.path("image");
        int height = rows.size();
        int width = rows.get(0).size();
        List<Double> mean =
                c.path("mean_pixel").valueStream().map(JsonNode::asDouble).toList();
        int[] pixels = ints(rows);
        byte[] bytes = new byte[pixels.length];
        IntStream.range(0, pixels.length).forEach(i -> bytes[i] = (byte) pixels[i]);
        float[] molded = input(Image.ofRgb(width, height, bytes), mean);
        double[] expected = FixtureFile.doubles(c.path("molded_float32"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(molded[i]).as("value %d", i).isEqualTo((float) expected[i]);
        }
        assertThat(unmolded(molded, mean)).containsExactly(ints(c.path("unmolded")));
    }

    @Test
    void everyGreyLevelLosesTheMeanAsThere() {
        JsonNode c = file("mold.json");
        List<Double> mean =
                c.path("mean_pixel").valueStream().map(JsonNode::asDouble).toList();
        byte[] levels = new byte[3 * 256];
        IntStream.range(0, levels.length).forEach(i -> levels[i] = (byte) (i / 3));
        float[] molded = input(Image.ofRgb(256, 1, levels), mean);
        JsonNode all = c.path("all_levels");
        assertThat(Summary.crc32(molded)).isEqualTo(all.path("float32_crc32").asString());
        int[] back = unmolded(molded, mean);
        byte[] bytes = new byte[back.length];
        IntStream.range(0, back.length).forEach(i -> bytes[i] = (byte) back[i]);
        assertThat(Summary.crc32(bytes)).isEqualTo(all.path("unmolded_crc32").asString());
        assertThat(IntStream.range(0, back.length).filter(i -> back[i] != i / 3).count())
                .isEqualTo(all.path("levels_not_restored").asLong());
    }

    /** What the network reads, channels last, without the black around it. */
    private static float[] input(Image image, List<Double> mean) {
        FrameRule rule = new FrameRule(FrameRule.Mode.PAD64, 64, 64, 0);
        FramedTransform transform = transform(rule, mean);
        int height = image.height();
        int width = image.width();
        ResizedImage size = new ResizedImage(width, height, width, height, 1, 1);
        Frame frame = size.frame(rule);
        try (Scope scope = Scope.open()) {
            Tensor input = transform.batch(List.of(image), List.of(size)).input();
            return input.narrow(2, frame.top(), height)
                    .narrow(3, frame.left(), width)
                    .permute(0, 2, 3, 1)
                    .contiguous()
                    .toFloats();
        }
    }

    /** The mean added again, cut off to whole numbers. */
    private static int[] unmolded(float[] molded, List<Double> mean) {
        return IntStream.range(0, molded.length)
                .map(i -> (int) (molded[i] + mean.get(i % mean.size())))
                .toArray();
    }

    @TestFactory
    Stream<DynamicTest> windowsAndScalesAreThoseOfTheMetaVector() {
        return file("mold.json")
                .path("image_meta")
                .valueStream()
                .map(c -> DynamicTest.dynamicTest(c.path("original_shape").toString(), () -> {
                    int height = c.path("original_shape").get(0).asInt();
                    int width = c.path("original_shape").get(1).asInt();
                    double[] meta = FixtureFile.doubles(c.path("meta"));
                    double scale = c.path("scale").asDouble();
                    int h = FrameRule.scaled(height, scale);
                    int w = FrameRule.scaled(width, scale);
                    Frame frame = new FrameRule(FrameRule.Mode.SQUARE, 0, (int) meta[4], 0).frame(h, w);
                    double[] ours = {
                        0,
                        height,
                        width,
                        3,
                        frame.height(),
                        frame.width(),
                        3,
                        frame.top(),
                        frame.left(),
                        frame.top() + h,
                        frame.left() + w,
                        (float) scale
                    };
                    assertThat(Arrays.copyOf(meta, 12))
                            .usingComparatorWithPrecision(1e-7)
                            .containsExactly(ours);
                }));
    }

    private static int[] ints(JsonNode list) {
        return Arrays.stream(FixtureFile.doubles(list))
                .mapToInt(value -> (int) value)
                .toArray();
    }
}

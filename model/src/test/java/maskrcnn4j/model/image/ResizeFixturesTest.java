package maskrcnn4j.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.FixtureModel;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedPicture;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Sizes and values of resized pictures in both families. */
@Tag("fixtures")
class ResizeFixturesTest {
    static List<Path> files() {
        return FixtureFile.ofBothFamilies("op-resize.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void sizesAreEqual(Path path) {
        JsonNode root = FixtureFile.read(path).root();
        List<String> columns =
                root.path("columns").valueStream().map(JsonNode::asString).toList();
        boolean down = columns.contains("minSize");
        for (JsonNode row : root.path("shapes")) {
            int height = row.get(columns.indexOf("height")).asInt();
            int width = row.get(columns.indexOf("width")).asInt();
            ResizeRule rule = new ResizeRule(
                    row.get(columns.indexOf(down ? "minSize" : "shortEdge")).asInt(),
                    row.get(columns.indexOf(down ? "maxSize" : "longEdge")).asInt(),
                    down ? ResizeRule.Rounding.DOWN : ResizeRule.Rounding.HALF_UP,
                    ResizeRule.Filter.BILINEAR);
            assertThat(new int[] {rule.height(width, height), rule.width(width, height)})
                    .as("%s: %s", path, row)
                    .containsExactly(
                            row.get(columns.indexOf("resizedHeight")).asInt(),
                            row.get(columns.indexOf("resizedWidth")).asInt());
        }
    }

    @Test
    void floatsAreInterpolatedLikeTorchvisionDoes() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-resize.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (JsonNode node : file.root().path("values")) {
                ResizeRule rule = new ResizeRule(
                        node.path("minSize").asInt(),
                        node.path("maxSize").asInt(),
                        ResizeRule.Rounding.DOWN,
                        ResizeRule.Filter.BILINEAR);
                PixelRows input = rows(file.formula(node.path("input")), node);
                int height = rule.height(input.width(), input.height());
                int width = rule.width(input.width(), input.height());
                float[] planes = new float[input.channels() * height * width];
                new BilinearResizer(input, width, height).rows(0, height, (y, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        int channel = i % input.channels();
                        planes[(channel * height + y) * width + i / input.channels()] = values[i];
                    }
                });
                Recorded recorded = FixtureFile.recorded(file + " resized", node.path("normalizedResized"));
                recorded.requireClose(new long[] {input.channels(), height, width}, planes);
            }
        }
    }

    /** Planes of floats, normalised. */
    private static PixelRows rows(float[] planes, JsonNode node) {
        long[] shape = FixtureFile.longs(node.path("input").path("shape"));
        float[] mean = FixtureFile.floats(node.path("mean"));
        float[] std = FixtureFile.floats(node.path("std"));
        int channels = (int) shape[0];
        int height = (int) shape[1];
        int width = (int) shape[2];
        return new PixelRows() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public int height() {
                return height;
            }

            @Override
            public int channels() {
                return channels;
            }

            @Override
            public void row(int y, float[] into) {
                for (int i = 0; i < width * channels; i++) {
                    int channel = i % channels;
                    float value = planes[(channel * height + y) * width + i / channels];
                    into[i] = (value - mean[channel]) / std[channel];
                }
            }
        };
    }

    @Test
    void bytesAreResizedLikePillowDoes() {
        for (Path path : FixtureFile.list("fixtures/detectron2", "op-resize.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (JsonNode node : file.root().path("values")) {
                PaintedPicture picture = file.picture(node.path("image"));
                byte[] bytes = resizedBgr(picture, node);
                long sum = 0;
                for (byte value : bytes) {
                    sum += value & 0xff;
                }
                assertThat(sum).isEqualTo(node.path("sum").asLong());
                assertThat(String.format("%08x", PaintedPicture.crc32(bytes)))
                        .isEqualTo(node.path("crc32BgrHwc").asString());
            }
        }
    }

    @Test
    void picturesOfNetworksAreResizedLikePillowDoes() throws IOException {
        for (Path path : FixtureFile.list("fixtures/detectron2", "-inference.json")) {
            FixtureFile file = FixtureFile.read(path);
            FixtureModel model = FixtureModel.of(file);
            ImageSpec spec = model.spec().image();
            ImageTransform transform =
                    new ImageTransform(plain(spec.channels(), spec.resize()), Device.CPU, ElementType.FLOAT32);
            int[] sizes = file.stage("transform.sizes").integers();
            for (int i = 0; i < model.pictures().size(); i++) {
                Image picture = model.pictures().get(i);
                ResizedImage size = transform.size(picture);
                assertThat(new int[] {size.height(), size.width()}).containsExactly(sizes[2 * i], sizes[2 * i + 1]);
                try (Scope scope = Scope.open()) {
                    Tensor input =
                            transform.batch(List.of(picture), List.of(size)).input();
                    Recorded recorded = file.stage("resize.image." + i);
                    double[] values = input.toDoubles();
                    recorded.requireClose(recorded.shape(), values, 0);
                }
            }
        }
    }

    private static ImageSpec plain(ImageSpec.ChannelOrder order, ResizeRule rule) {
        return new ImageSpec(order, 8, 1, Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0), rule, 0);
    }

    private static byte[] resizedBgr(PaintedPicture picture, JsonNode node) {
        ResizeRule rule = new ResizeRule(
                node.path("shortEdge").asInt(),
                node.path("longEdge").asInt(),
                ResizeRule.Rounding.HALF_UP,
                ResizeRule.Filter.ANTIALIASED_BYTES);
        ImageSpec spec = plain(ImageSpec.ChannelOrder.BGR, rule);
        ImageTransform transform = new ImageTransform(spec, Device.CPU, ElementType.FLOAT32);
        Image image = Image.ofRgb(picture.width(), picture.height(), picture.rgb());
        try (Scope scope = Scope.open()) {
            ImageBatch batch = transform.batch(List.of(image), List.of(transform.size(image)));
            assertThat(new long[] {batch.height(), batch.width()}).isEqualTo(FixtureFile.longs(node.path("resized")));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (float value : batch.input().permute(0, 2, 3, 1).toFloats()) {
                bytes.write((int) value);
            }
            return bytes.toByteArray();
        }
    }
}

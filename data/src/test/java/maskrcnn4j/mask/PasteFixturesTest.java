package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pasting as the three families did it on the machine where the fixtures were made, in single precision. */
@Tag("fixtures")
class PasteFixturesTest {

    @Test
    void torchvision_pastes() throws IOException {
        checkPaste("fixtures/torchvision/op-paste.json", "pasted", "", PasteRule.TORCHVISION);
    }

    @Test
    void detectron2_pastes() throws IOException {
        checkPaste("fixtures/detectron2/op-paste.json", "soft", "binary", PasteRule.DETECTRON2);
    }

    private static void checkPaste(String path, String soft, String binary, PasteRule rule) throws IOException {
        JsonNode file = JsonMapper.shared().readTree(Files.readString(Shared.require(path)));
        MaskPaster paster = new MaskPaster(rule);
        SoftMask small = soft(file.get("smallMask"));
        for (JsonNode c : file.get("small")) {
            Box box = box(MaskGoldenTest.numbers(c.get("box").get("data")), 0);
            int h = c.get("imageSize").get(0).asInt();
            int w = c.get("imageSize").get(1).asInt();
            float[] pasted = paster.pasteSoft(small, box, 0, 0, w, h).values();
            double[] expected = MaskGoldenTest.numbers(c.get(soft).get("data"));
            for (int i = 0; i < pasted.length; i++) {
                assertThat((double) pasted[i]).as("%s, place %d", box, i).isCloseTo(expected[i], within(2e-6));
            }
            if (!binary.isEmpty()) {
                assertThat(paster.paste(small, box, h, w).counts())
                        .containsExactly(MaskGoldenTest.ints(c.get(binary).get("counts")));
            }
        }
        JsonNode random = file.get("random");
        int h = random.get("imageSize").get(0).asInt();
        int w = random.get("imageSize").get(1).asInt();
        double[] boxes = MaskGoldenTest.numbers(random.get("boxes").get("data"));
        JsonNode masks = random.get("masks");
        int side = masks.get("shape").get(masks.get("shape").size() - 1).asInt();
        Stream64 stream = new Stream64(
                masks.get("formula").asString(),
                Long.parseUnsignedLong(file.get("constant").asString(), 16));
        int count = random.get("runs").size();
        SoftMask[] soft28 = new SoftMask[count];
        for (int k = 0; k < count; k++) {
            float[] values = new float[side * side];
            for (int i = 0; i < values.length; i++) {
                values[i] = stream.value(
                        (long) k * values.length + i,
                        masks.get("base").asDouble(),
                        masks.get("bound").asDouble());
            }
            soft28[k] = new SoftMask(side, side, values);
            Rle pasted = new MaskPaster(
                            rule.withThreshold(random.get("threshold").asDouble()))
                    .paste(soft28[k], box(boxes, 4 * k), h, w);
            JsonNode expected = random.get("runs").get(k);
            Rle theirs = Rle.ofCounts(h, w, MaskGoldenTest.ints(expected.get("counts")));
            assertThat(pasted.minus(theirs).area() + theirs.minus(pasted).area())
                    .as("pixels of mask %d", k)
                    .isLessThanOrEqualTo(expected.get("pixelsWithin1e-4OfHalf").asInt());
        }
        double[] at = MaskGoldenTest.numbers(random.get(soft).get("idx"));
        double[] values = MaskGoldenTest.numbers(random.get(soft).get("val"));
        for (int i = 0; i < at.length; i++) {
            int k = (int) at[i] / (h * w);
            int y = (int) at[i] % (h * w) / w;
            int x = (int) at[i] % w;
            SoftMask one = paster.pasteSoft(soft28[k], box(boxes, 4 * k), x, y, 1, 1);
            assertThat((double) one.at(0, 0)).isCloseTo(values[i], within(5e-6));
        }
    }

    @Test
    void matterport_unmolds() throws IOException {
        JsonNode file =
                JsonMapper.shared().readTree(Files.readString(Shared.require("fixtures/matterport/ops/unmold.json")));
        MaskPaster paster = new MaskPaster(PasteRule.MATTERPORT);
        for (JsonNode c : file.get("unmold_mask")) {
            int h = c.get("image_shape").get(0).asInt();
            int w = c.get("image_shape").get(1).asInt();
            int[] b = MaskGoldenTest.ints(c.get("box"));
            Box box = new Box(b[1], b[0], b[3], b[2]);
            SoftMask mask = matterportMask(c);
            assertThat(paster.paste(mask, box, h, w).counts())
                    .as("%s %s", c.path("mask"), c.path("name"))
                    .containsExactly(MaskGoldenTest.ints(c.get("rle")));
            JsonNode soft = c.get("soft");
            float[] values = paster.pasteSoft(mask, box, b[1], b[0], b[3] - b[1], b[2] - b[0])
                    .values();
            for (int i = 0; i < soft.get("at").size(); i++) {
                assertThat(values[soft.get("at").get(i).asInt()])
                        .isEqualTo((float) soft.get("values").get(i).asDouble());
            }
        }
        for (JsonNode c : file.get("unmold_detections")) {
            for (int i = 0; i < c.get("rois").size(); i++) {
                int[] b = MaskGoldenTest.ints(c.get("rois").get(i));
                String stream = c.get("mask_streams")
                        .asString()
                        .replace("<row>", c.get("kept_rows").get(i).asString())
                        .replace("<class>", c.get("class_ids").get(i).asString());
                Rle pasted = paster.paste(
                        matterportMask(stream),
                        new Box(b[1], b[0], b[3], b[2]),
                        c.get("original_shape").get(0).asInt(),
                        c.get("original_shape").get(1).asInt());
                assertThat(pasted.counts())
                        .as(stream)
                        .containsExactly(MaskGoldenTest.ints(c.get("masks_rle").get(i)));
            }
        }
    }

    private static SoftMask matterportMask(JsonNode c) {
        if (c.has("mask_constant")) {
            float[] values = new float[28 * 28];
            Arrays.fill(values, (float) c.get("mask_constant").asDouble());
            return new SoftMask(28, 28, values);
        }
        return matterportMask(c.get("mask").get("stream").asString());
    }

    /** Coarse values of 7 x 7, each repeated 4 x 4, and fine ones. */
    private static SoftMask matterportMask(String stream) {
        Stream64 coarse = new Stream64("soft/" + stream, 0);
        Stream64 fine = new Stream64("soft/fine/" + stream, 0);
        float[] values = new float[28 * 28];
        for (int i = 0; i < values.length; i++) {
            float sum = coarse.value(i / 28 / 4 * 7 + i % 28 / 4, 0.5, 0.75) + fine.value(i, 0, 0.125);
            values[i] = Math.max(0, Math.min(sum, 1));
        }
        return new SoftMask(28, 28, values);
    }

    private static SoftMask soft(JsonNode tensor) {
        double[] data = MaskGoldenTest.numbers(tensor.get("data"));
        float[] values = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            values[i] = (float) data[i];
        }
        return new SoftMask(
                tensor.get("shape").get(0).asInt(), tensor.get("shape").get(1).asInt(), values);
    }

    private static Box box(double[] numbers, int at) {
        return new Box(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
    }
}

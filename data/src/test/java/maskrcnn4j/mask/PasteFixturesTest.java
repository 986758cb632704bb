package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import maskrcnn4j.testing.formula.Stream64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pasting as the three families did it on the machine where the fixtures were made, in single precision. */
@Tag("fixtures")
class PasteFixturesTest {

    @Test
    void torchvision_pastes() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-paste.json")) {
            checkPaste(FixtureFile.read(path), "pasted", PasteRule.TORCHVISION);
        }
    }

    @Test
    void detectron2_pastes() {
        for (Path path : FixtureFile.list("fixtures/detectron2", "op-paste.json")) {
            checkPaste(FixtureFile.read(path), "soft", PasteRule.DETECTRON2);
        }
    }

    private static void checkPaste(FixtureFile file, String soft, PasteRule rule) {
        MaskPaster paster = new MaskPaster(rule);
        SoftMask small = soft(file.root().get("smallMask"));
        for (JsonNode c : file.root().get("small")) {
            Box box = box(FixtureFile.doubles(c.get("box").get("data")), 0);
            int h = c.get("imageSize").get(0).asInt();
            int w = c.get("imageSize").get(1).asInt();
            Recorded expected = FixtureFile.recorded(file + " " + box, c.get(soft));
            expected.requireClose(
                    expected.shape(), paster.pasteSoft(small, box, 0, 0, w, h).values());
            if (c.has("binary")) {
                assertThat(paster.paste(small, box, h, w).counts())
                        .containsExactly(MaskGoldenTest.ints(c.get("binary").get("counts")));
            }
        }
        checkRandom(file, file.root().get("random"), soft, rule);
    }

    private static void checkRandom(FixtureFile file, JsonNode random, String soft, PasteRule rule) {
        int h = random.get("imageSize").get(0).asInt();
        int w = random.get("imageSize").get(1).asInt();
        double[] boxes = FixtureFile.doubles(random.get("boxes").get("data"));
        long[] shape = FixtureFile.longs(random.get("masks").get("shape"));
        int side = (int) shape[shape.length - 1];
        float[] all = file.formula(random.get("masks"));
        MaskPaster paster = new MaskPaster(rule);
        MaskPaster cutter =
                new MaskPaster(rule.withThreshold(random.get("threshold").asDouble()));
        double[] pasted = new double[random.get("runs").size() * h * w];
        for (int k = 0; k < random.get("runs").size(); k++) {
            SoftMask mask = new SoftMask(side, side, Arrays.copyOfRange(all, k * side * side, (k + 1) * side * side));
            Rle ours = cutter.paste(mask, box(boxes, 4 * k), h, w);
            JsonNode expected = random.get("runs").get(k);
            Rle theirs = Rle.ofCounts(h, w, MaskGoldenTest.ints(expected.get("counts")));
            assertThat(ours.minus(theirs).area() + theirs.minus(ours).area())
                    .as("pixels of mask %d", k)
                    .isLessThanOrEqualTo(expected.get("pixelsWithin1e-4OfHalf").asInt());
            float[] values =
                    paster.pasteSoft(mask, box(boxes, 4 * k), 0, 0, w, h).values();
            for (int i = 0; i < values.length; i++) {
                pasted[k * h * w + i] = values[i];
            }
        }
        Recorded recorded = FixtureFile.recorded(file + " random", random.get(soft));
        recorded.requireClose(recorded.shape(), pasted);
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

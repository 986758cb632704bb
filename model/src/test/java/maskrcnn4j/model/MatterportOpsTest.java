package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.roi.NormalizedPictureBoxes;
import maskrcnn4j.model.roi.TopClassDetections;
import maskrcnn4j.model.rpn.CornerAnchors;
import maskrcnn4j.model.rpn.NormalizedProposals;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FrameRule.Mode;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Stream64;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Matterport's arithmetic of boxes, anchors, proposals and detections, held against TensorFlow's numbers. */
@Tag("fixtures")
class MatterportOpsTest {
    private static JsonNode file(String name) {
        return FixtureFile.parse(Shared.require("fixtures/matterport/ops/" + name));
    }

    private static Stream<DynamicTest> tests(JsonNode cases, Consumer<JsonNode> test) {
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(
                        c.path("name").asString(c.path("shape").toString()), () -> test.accept(c)));
    }

    private static float[] floats(JsonNode list) {
        double[] values = FixtureFile.doubles(list);
        float[] floats = new float[values.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
        return floats;
    }

    private static int[] ints(JsonNode list) {
        return Arrays.stream(FixtureFile.longs(list)).mapToInt(Math::toIntExact).toArray();
    }

    @TestFactory
    Stream<DynamicTest> boxesBecomeUnitsOfAPictureAndBack() {
        return tests(file("boxes.json").path("normalise"), c -> {
            int height = c.path("shape").get(0).asInt();
            int width = c.path("shape").get(1).asInt();
            double[] pixels = FixtureFile.doubles(c.path("boxes"));
            float[] normalized = NormalizedBoxes.normalize(pixels, height, width);
            assertThat(normalized).containsExactly(floats(c.path("normalised")));
            assertThat(NormalizedBoxes.normalize(floats(c.path("boxes")), height, width))
                    .containsExactly(floats(c.path("graph_float32")));
            float[] real = NormalizedBoxes.normalize(FixtureFile.doubles(c.path("float_boxes")), height, width);
            assertThat(real).containsExactly(floats(c.path("float_normalised")));
            assertThat(Arrays.stream(NormalizedBoxes.denormalize(normalized, height, width))
                            .toArray())
                    .containsExactly(flat(c.path("back")));
            assertThat(NormalizedBoxes.denormalize(real, height, width)).containsExactly(flat(c.path("float_back")));
        });
    }

    private static int[] flat(JsonNode list) {
        return Arrays.stream(FixtureFile.doubles(list))
                .mapToInt(value -> (int) value)
                .toArray();
    }

    @TestFactory
    Stream<DynamicTest> halvesGoToTheEvenPixel() {
        return tests(
                file("boxes.json").path("half_even"),
                c -> assertThat(NormalizedBoxes.denormalize(
                                floats(c.path("boxes")),
                                c.path("shape").get(0).asInt(),
                                c.path("shape").get(1).asInt()))
                        .containsExactly(flat(c.path("pixels"))));
    }

    @TestFactory
    Stream<DynamicTest> deltasMoveBoxes() {
        JsonNode c = file("boxes.json").path("apply_deltas");
        float[] boxes = floats(c.path("boxes"));
        float[] deltas = floats(c.path("deltas"));
        float[] decoded = new float[boxes.length];
        for (int i = 0; i < boxes.length; i += 4) {
            NormalizedBoxes.decode(boxes, i, deltas, i, new float[] {1, 1, 1, 1}, decoded, i);
        }
        float[] expected = floats(c.path("decoded_float32"));
        return Stream.of(
                DynamicTest.dynamicTest("decode", () -> assertClose(decoded, expected, 3e-7)),
                DynamicTest.dynamicTest("clip", () -> {
                    for (int w = 0; w < c.path("windows").size(); w++) {
                        float[] window = floats(c.path("windows").get(w));
                        float[] clipped = expected.clone();
                        for (int i = 0; i < clipped.length; i += 4) {
                            NormalizedBoxes.clip(clipped, i, window);
                        }
                        assertThat(clipped)
                                .containsExactly(floats(c.path("clipped").get(w)));
                    }
                }),
                DynamicTest.dynamicTest("encode", () -> {
                    JsonNode r = file("boxes.json").path("refinement");
                    float[] from = floats(r.path("boxes"));
                    float[] to = floats(r.path("gt"));
                    float[] found = new float[from.length];
                    for (int i = 0; i < from.length; i += 4) {
                        System.arraycopy(NormalizedBoxes.encode(from, i, to, i), 0, found, i, 4);
                    }
                    assertClose(found, floats(r.path("deltas_float32")), 3e-7);
                }));
    }

    private static void assertClose(float[] actual, float[] expected, double relative) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("place " + i)
                    .isCloseTo(expected[i], within(relative * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @TestFactory
    Stream<DynamicTest> anchors() {
        return tests(file("anchors.json").path("cases"), c -> {
            int height = c.path("image_shape").get(0).asInt();
            int width = c.path("image_shape").get(1).asInt();
            CornerAnchors anchors = anchors(c, c.path("scales"), c.path("ratios"), c.path("strides"));
            assertThat(anchors.counts(height, width)).containsExactly(ints(c.path("level_count")));
            new Summary("pixels", c.path("pixels")).requireEqual(anchors.pixels(height, width));
            new Summary("normalised", c.path("normalised")).requireEqual(anchors.normalized(height, width));
        });
    }

    private static CornerAnchors anchors(JsonNode c, JsonNode scales, JsonNode ratios, JsonNode strides) {
        return new CornerAnchors(
                Arrays.stream(FixtureFile.doubles(scales)).boxed().toList(),
                Arrays.stream(FixtureFile.doubles(ratios)).boxed().toList(),
                Arrays.stream(ints(strides)).boxed().toList(),
                c.path("anchor_stride").asInt(1));
    }

    @TestFactory
    Stream<DynamicTest> theBestScoresComeFirst() {
        return tests(
                file("nms.json").path("top_k"),
                c -> assertThat(ScoreOrder.best(
                                floats(c.path("scores")), c.path("k").asInt()))
                        .containsExactly(ints(c.path("indices"))));
    }

    @TestFactory
    Stream<DynamicTest> suppression() {
        return tests(file("nms.json").path("cases"), c -> {
            float[] boxes = floats(c.path("boxes"));
            float[] scores = floats(c.path("scores"));
            int[] order = ScoreOrder.best(scores, scores.length);
            float[] sorted = new float[boxes.length];
            for (int i = 0; i < order.length; i++) {
                System.arraycopy(boxes, 4 * order[i], sorted, 4 * i, 4);
            }
            int[] kept = NormalizedBoxes.suppress(
                    sorted,
                    order.length,
                    (float) c.path("iou_threshold").asDouble(),
                    c.path("max_output").asInt());
            assertThat(Arrays.stream(kept).map(i -> order[i]).toArray()).containsExactly(ints(c.path("kept")));
        });
    }

    @TestFactory
    Stream<DynamicTest> proposals() {
        return tests(file("proposals.json").path("cases"), c -> {
            JsonNode config = c.path("config");
            int height = c.path("image_shape").get(0).asInt();
            int width = c.path("image_shape").get(1).asInt();
            List<Integer> strides = IntStream.range(
                            2, 2 + config.path("RPN_ANCHOR_SCALES").size())
                    .mapToObj(level -> 1 << level)
                    .toList();
            CornerAnchors anchors = new CornerAnchors(
                    Arrays.stream(FixtureFile.doubles(config.path("RPN_ANCHOR_SCALES")))
                            .boxed()
                            .toList(),
                    Arrays.stream(FixtureFile.doubles(config.path("RPN_ANCHOR_RATIOS")))
                            .boxed()
                            .toList(),
                    strides,
                    1);
            float[] normalized = anchors.normalized(height, width);
            assertThat(Summary.crc32(normalized))
                    .isEqualTo(c.path("anchors_crc32").asString());
            float[] foreground = formula(c.path("foreground"), normalized.length / 4);
            assertThat(Summary.crc32(foreground))
                    .isEqualTo(c.path("foreground").path("crc32").asString());
            if (c.path("foreground_quantised_to_sixteenths").asBoolean()) {
                for (int i = 0; i < foreground.length; i++) {
                    foreground[i] = (float) Math.floor(foreground[i] * 16) / 16;
                }
            }
            float[] deltas = formula(c.path("deltas"), normalized.length);
            NormalizedProposals.Chosen chosen = new NormalizedProposals(
                            config.path("PRE_NMS_LIMIT").asInt(),
                            (float) config.path("RPN_NMS_THRESHOLD").asDouble(),
                            config.path("POST_NMS_ROIS_INFERENCE").asInt(),
                            floats(config.path("RPN_BBOX_STD_DEV")))
                    .choose(foreground, deltas, normalized);
            assertThat(chosen.anchors()).containsExactly(ints(c.path("anchor_of_each")));
            new Summary("rois", c.path("rois")).requireClose(chosen.boxes(), 1e-6);
        });
    }

    private static float[] formula(JsonNode input, int count) {
        return new Stream64(input.path("stream").asString(), 0)
                .values(
                        count,
                        input.path("base").asDouble(),
                        input.path("bound").asDouble());
    }

    @TestFactory
    Stream<DynamicTest> detections() {
        return tests(file("detections.json").path("cases"), c -> {
            JsonNode config = c.path("config");
            float[] rois = floats(c.path("rois"));
            int classes = c.path("classes").asInt();
            int count = rois.length / 4;
            float[] deltas = formula(c.path("deltas"), 4 * classes * count);
            assertThat(Summary.crc32(deltas))
                    .isEqualTo(c.path("deltas").path("crc32").asString());
            float[] probabilities = c.path("probs").isMissingNode()
                    ? softmax(formula(c.path("logits"), classes * count), classes)
                    : floats(c.path("probs"));
            float[] window = NormalizedBoxes.normalize(
                    floats(c.path("window_px")),
                    c.path("molded_shape").get(0).asInt(),
                    c.path("molded_shape").get(1).asInt());
            assertThat(window).containsExactly(floats(c.path("window")));
            List<TopClassDetections.Found> found = new TopClassDetections(
                            (float) config.path("DETECTION_MIN_CONFIDENCE").asDouble(),
                            (float) config.path("DETECTION_NMS_THRESHOLD").asDouble(),
                            config.path("DETECTION_MAX_INSTANCES").asInt(),
                            floats(config.path("BBOX_STD_DEV")))
                    .choose(rois, probabilities, deltas, window);
            assertThat(found.stream().mapToInt(TopClassDetections.Found::roi).toArray())
                    .containsExactly(ints(c.path("roi_of_each")));
            List<Float> rows = new ArrayList<>();
            for (TopClassDetections.Found one : found) {
                for (float corner : one.box()) {
                    rows.add(corner);
                }
                rows.add((float) one.label());
                rows.add(one.score());
            }
            double[] expected = FixtureFile.doubles(c.path("detections"));
            assertThat(rows).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) rows.get(i)).isCloseTo(expected[i], within(1e-6));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> detectionsGoBackToTheirPicture() {
        return tests(file("unmold.json").path("unmold_detections"), c -> {
            int[] original = ints(c.path("original_shape"));
            int[] molded = ints(c.path("molded_shape"));
            int[] window = ints(c.path("window"));
            boolean square = molded[0] == molded[1];
            FrameRule rule =
                    new FrameRule(square ? Mode.SQUARE : Mode.PAD64, square ? 0 : 64, square ? molded[0] : 0, 0);
            ResizedImage size =
                    new ResizedImage(original[1], original[0], window[3] - window[1], window[2] - window[0], 1, 1);
            assertThat(size.frame(rule)).isEqualTo(new FrameRule.Frame(molded[0], molded[1], window[0], window[1]));
            List<float[]> rows = new ArrayList<>();
            for (JsonNode row : c.path("detections")) {
                float[] values = floats(row);
                if (values[4] == 0) {
                    break;
                }
                rows.add(values);
            }
            float[] corners = new float[4 * rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                System.arraycopy(rows.get(i), 0, corners, 4 * i, 4);
            }
            NormalizedPictureBoxes part = new NormalizedPictureBoxes(rule);
            Boxes placed = part.scale(NormalizedBoxes.toBoxes(corners), size);
            int[] kept = IntStream.range(0, rows.size())
                    .filter(i -> part.isKept(placed, i))
                    .toArray();
            assertThat(kept).containsExactly(ints(c.path("kept_rows")));
            assertThat(NormalizedBoxes.of(placed.select(kept))).containsExactly(floats(c.path("rois")));
            for (int i = 0; i < kept.length; i++) {
                assertThat((int) rows.get(kept[i])[4])
                        .isEqualTo(c.path("class_ids").get(i).asInt());
                assertThat(rows.get(kept[i])[5])
                        .isEqualTo((float) c.path("scores").get(i).asDouble());
            }
        });
    }

    private static float[] softmax(float[] logits, int classes) {
        float[] probabilities = new float[logits.length];
        for (int row = 0; row < logits.length; row += classes) {
            double sum = 0;
            for (int i = row; i < row + classes; i++) {
                sum += Math.exp(logits[i]);
            }
            for (int i = row; i < row + classes; i++) {
                probabilities[i] = (float) (Math.exp(logits[i]) / sum);
            }
        }
        return probabilities;
    }
}

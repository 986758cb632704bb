package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.FramedTransform;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.rpn.CornerAnchors;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FrameRule.Frame;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pictures through the whole network, from a Keras file to the pasted masks, stage by stage. */
@Tag("fixtures")
class MatterportNetworkTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> cases() {
        return MatterportCase.all(folder).map(of -> DynamicTest.dynamicTest(of.name(), () -> run(of)));
    }

    private static void run(MatterportCase of) throws IOException {
        StageValues stages = new StageValues();
        Segmentation found;
        try (MaskRcnn model =
                MaskRcnn.load(of.weights(), new LoadOptions(of.options(), TestDevice.DEVICE, Precision.FLOAT32))) {
            found = model.segment(List.of(of.image()), SegmentOptions.DEFAULT, stages)
                    .get(0);
            new Frames(of.c(), model.checkpoint().spec()).check(of.image());
        }
        new Stages(of, of.c(), stages).check(found);
    }

    /** What goes before the network: the picture's frame, and the anchors in it. */
    private record Frames(JsonNode c, ModelSpec spec) {
        void check(Image image) {
            FrameRule rule = spec.image().frame().orElseThrow();
            FramedTransform transform = new FramedTransform(spec.image(), rule, Device.CPU, ElementType.FLOAT32);
            ResizedImage size = transform.size(image);
            Frame frame = size.frame(rule);
            JsonNode resize = c.path("resize");
            double scale = rule.scale(image.height(), image.width());
            assertThat(scale).isEqualTo(resize.path("scale").asDouble());
            long[] window = {frame.top(), frame.left(), frame.top() + size.height(), frame.left() + size.width()};
            assertThat(window).containsExactly(FixtureFile.longs(resize.path("window")));
            assertThat(FixtureFile.doubles(resize.path("padding")))
                    .startsWith(frame.top(), frame.height() - window[2], frame.left(), frame.width() - window[3]);
            assertThat(FixtureFile.longs(resize.path("molded_shape")))
                    .containsExactly(frame.height(), frame.width(), 3);
            assertThat(Summary.crc32(transform.framed(image, size)))
                    .isEqualTo(resize.path("padded_uint8_crc32").asString());
            float[] units = {window[0], window[1], window[2], window[3]};
            assertThat(NormalizedBoxes.normalize(units, frame.height(), frame.width()))
                    .containsExactly(FixtureFile.floats(c.path("detections").path("window_normalised")));
            meta(image, frame, window, scale);
            anchors(frame);
        }

        private void meta(Image image, Frame frame, long[] window, double scale) {
            float[] meta = new float[c.path("image_meta").size()];
            float[] ours = {
                0,
                image.height(),
                image.width(),
                3,
                frame.height(),
                frame.width(),
                3,
                window[0],
                window[1],
                window[2],
                window[3],
                (float) scale
            };
            System.arraycopy(ours, 0, meta, 0, ours.length);
            assertThat(meta).containsExactly(FixtureFile.floats(c.path("image_meta")));
        }

        private void anchors(Frame frame) {
            AnchorSpec.Corners corners = (AnchorSpec.Corners) spec.anchors();
            float[] anchors = new CornerAnchors(corners.sizes(), corners.ratios(), corners.strides(), corners.every())
                    .normalized(frame.height(), frame.width());
            assertThat(anchors.length / 4)
                    .isEqualTo(c.path("anchors").path("count").asInt());
            new Summary("anchors", c.path("anchors")).requireEqual(anchors);
        }
    }

    /** What a run gave, held against the file. */
    private record Stages(MatterportCase of, JsonNode c, StageValues stages) {
        void check(Segmentation found) throws IOException {
            map("input", c.path("molded"), 0);
            map("backbone.stem.pool", c.path("features").path("C1"), 5e-5);
            for (int level = 2; level <= 5; level++) {
                map("backbone.c" + level, c.path("features").path("C" + level), 5e-5);
            }
            for (int level = 2; level <= 6; level++) {
                map("fpn.p" + level, c.path("features").path("P" + level), 3e-5);
            }
            rpn();
            proposals();
            heads();
            detections();
            result(found);
        }

        private void rpn() throws IOException {
            float[] logits = stages.values("rpn.objectness");
            new Summary("rpn logits", c.path("rpn_class_logits")).requireClose(logits, 3e-5);
            float[] foreground = whole("rpn_foreground");
            for (int i = 0; i < foreground.length; i++) {
                assertThat(1 / (1 + Math.exp((double) logits[2 * i] - logits[2 * i + 1])))
                        .isCloseTo(foreground[i], within(1e-5));
            }
            float[] deltas = stages.values("rpn.deltas");
            float[] expected = whole("rpn_bbox");
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) deltas[i]).isCloseTo(expected[i], within(3e-5));
            }
        }

        private void map(String stage, JsonNode expected, double tolerance) {
            float[] values = stages.values(stage);
            new Summary(stage, expected).requireClose(values, tolerance);
        }

        private int slots() {
            return c.path("proposals").path("slots").asInt();
        }

        /** Each expected row within 2e-6; the order may differ where scores are near each other. */
        private void proposals() throws IOException {
            float[] expected = whole("rpn_rois");
            float[] rois = NormalizedBoxes.of(Boxes.of(stages.boxes(Stage.PROPOSALS)));
            int count = c.path("proposals").path("count").asInt();
            assertThat(rois.length / 4).isEqualTo(Math.min(count + 1, slots()));
            Set<Integer> used = new HashSet<>();
            int moved = 0;
            for (int i = 0; i < count; i++) {
                int at = near(expected, i, rois, count, used);
                used.add(at);
                moved += at == i ? 0 : 1;
            }
            assertThat(moved).isLessThanOrEqualTo(count / 100);
        }

        private static int near(float[] expected, int i, float[] rois, int count, Set<Integer> used) {
            for (int step = 0; step < 2 * count; step++) {
                int at = i + (step % 2 == 0 ? step / 2 : -(step + 1) / 2);
                if (at < 0 || at >= count || used.contains(at)) {
                    continue;
                }
                boolean same = true;
                for (int k = 0; k < 4; k++) {
                    same &= Math.abs(expected[4 * i + k] - rois[4 * at + k]) <= 2e-6;
                }
                if (same) {
                    return at;
                }
            }
            throw new AssertionError("proposal " + i + " is not found");
        }

        private void heads() throws IOException {
            float[] probabilities = stages.values("box.probabilities");
            float[] deltas = stages.values("box.reg");
            float[] expected = whole("mrcnn_class");
            float[] expectedDeltas = whole("mrcnn_bbox");
            int classes = expected.length / slots();
            Set<Integer> eitherWay = MatterportCase.eitherWay(
                    c.path("proposals").path("on_far_edge__index_lostrow_lostcolumn_eitherway"));
            float[] expectedRois = whole("rpn_rois");
            float[] rois = NormalizedBoxes.of(Boxes.of(stages.boxes(Stage.PROPOSALS)));
            int rows = rois.length / 4;
            float[] logits = stages.values("box.cls");
            float[] expectedLogits = whole("mrcnn_class_logits");
            int[] order = new int[slots()];
            Set<Integer> used = new HashSet<>();
            for (int i = 0; i < Math.min(rows, slots()); i++) {
                int at = near(expectedRois, i, rois, rows, used);
                used.add(at);
                order[i] = at;
                if (eitherWay.contains(i)) {
                    continue;
                }
                for (int k = 0; k < classes; k++) {
                    assertThat((double) probabilities[classes * at + k])
                            .as("probability %d of row %d", k, i)
                            .isCloseTo(expected[classes * i + k], within(3e-5));
                }
                for (int k = 0; k < classes; k++) {
                    assertThat((double) logits[classes * at + k])
                            .as("logit %d of row %d", k, i)
                            .isCloseTo(expectedLogits[classes * i + k], within(3e-5));
                }
                for (int k = 0; k < 4 * classes; k++) {
                    assertThat((double) deltas[4 * classes * at + k])
                            .as("delta %d of row %d", k, i)
                            .isCloseTo(expectedDeltas[4 * classes * i + k], within(4e-5));
                }
            }
            // One row of zeros stands for all that fill the slots up.
            Arrays.fill(order, Math.min(rows, slots()), slots(), rows - 1);
            SampledRows.of(c.path("roi_align_classifier"), eitherWay)
                    .requireClose("cut boxes", stages.values("box.rois"), order, 3e-5);
            SampledRows.of(c.path("pool_squeeze"), eitherWay)
                    .requireClose("features of boxes", stages.values("box.features"), order, 5e-5);
        }

        private void detections() throws IOException {
            JsonNode rows = c.path("detections").path("rows");
            float[] boxes = NormalizedBoxes.of(Boxes.of(stages.boxes(Stage.DETECTIONS)));
            float[] masks = stages.values("mask.probabilities");
            float[] expectedMasks = whole("detection_masks");
            Set<Integer> eitherWay = MatterportCase.eitherWay(
                    c.path("detections").path("on_far_edge_14__index_lostrow_lostcolumn_eitherway"));
            assertThat(boxes.length / 4).isEqualTo(rows.size());
            SampledRows.of(c.path("roi_align_mask"), eitherWay)
                    .requireClose(
                            "cut detections",
                            stages.values("mask.rois"),
                            IntStream.range(0, rows.size()).toArray(),
                            3e-5);
            int area = expectedMasks.length / rows.size();
            for (int i = 0; i < rows.size(); i++) {
                for (int k = 0; k < 4; k++) {
                    assertThat((double) boxes[4 * i + k])
                            .as("corner %d of detection %d", k, i)
                            .isCloseTo(rows.get(i).get(k).asDouble(), within(2e-6));
                }
                for (int k = 0; k < area && !eitherWay.contains(i); k++) {
                    assertThat((double) masks[area * i + k])
                            .as("place %d of mask %d", k, i)
                            .isCloseTo(expectedMasks[area * i + k], within(2e-5));
                }
            }
        }

        private void result(Segmentation found) {
            JsonNode expected = c.path("result");
            assertThat(found.detections()).hasSize(expected.path("count").asInt());
            for (int i = 0; i < found.detections().size(); i++) {
                Detection one = found.detections().get(i);
                JsonNode roi = expected.path("rois").get(i);
                assertThat(new double[] {
                            one.box().y1(),
                            one.box().x1(),
                            one.box().y2(),
                            one.box().x2()
                        })
                        .as("box %d", i)
                        .containsExactly(
                                roi.get(0).asInt(),
                                roi.get(1).asInt(),
                                roi.get(2).asInt(),
                                roi.get(3).asInt());
                assertThat(one.categoryId())
                        .isEqualTo(expected.path("class_ids").get(i).asInt());
                assertThat(one.score()).isCloseTo(expected.path("scores").get(i).asDouble(), within(2e-5));
                Rle mask = Rle.ofCounts(
                        found.height(),
                        found.width(),
                        Arrays.stream(FixtureFile.longs(
                                        expected.path("masks_rle").get(i)))
                                .mapToInt(Math::toIntExact)
                                .toArray());
                assertThat(one.mask().minus(mask).area()
                                + mask.minus(one.mask()).area())
                        .as("pixels of mask %d", i)
                        .isLessThanOrEqualTo(expected.path("mask_pixels_within_1e-4_of_threshold")
                                .get(i)
                                .asInt());
            }
        }

        private float[] whole(String name) throws IOException {
            return of.whole(name);
        }
    }
}

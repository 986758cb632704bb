package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Stream64;
import maskrcnn4j.testing.formula.Summary;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.hdf5.KerasWriter;
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

    private static final Map<String, Path> FILES = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> cases() {
        Path network = Shared.require("fixtures/matterport/network");
        return FixtureFile.list("fixtures/matterport/network", ".json").stream()
                .filter(file -> FixtureFile.parse(file).has("config"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> run(network, FixtureFile.parse(file))));
    }

    /** The weights as a Keras file, with the Keras names and layouts of the table. */
    private static Path weights(Path network, String table) throws IOException {
        Path known = FILES.get(table);
        if (known != null) {
            return known;
        }
        JsonNode root = FixtureFile.parse(network.resolve(table));
        long constant = Long.parseUnsignedLong(root.path("constant").asString(), 16);
        NamedTensors.Builder tensors = NamedTensors.builder();
        for (JsonNode tensor : root.path("tensors")) {
            Shape shape = Shape.of(FixtureFile.longs(tensor.path("shape")));
            float[] values = new Stream64(tensor.path("name").asString(), constant)
                    .values(
                            (int) shape.elements(),
                            tensor.path("base").asDouble(),
                            tensor.path("bound").asDouble());
            assertThat(Summary.crc32(values)).isEqualTo(tensor.path("crc32").asString());
            tensors.add(tensor.path("name").asString(), shape, values);
        }
        Path file = folder.resolve(table.replace(".json", ".h5"));
        KerasWriter.write(file, tensors.build(), Map.of("keras_version", "2.1.6", "backend", "tensorflow"));
        FILES.put(table, file);
        return file;
    }

    private static ModelOptions options(JsonNode config) throws IOException {
        Path classes = folder.resolve("classes.txt");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < config.path("NUM_CLASSES").asInt(); i++) {
            names.add("class " + i);
        }
        java.nio.file.Files.write(classes, names);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("image.mean", config.path("MEAN_PIXEL").toString());
        settings.put(
                "image.frame.mode", config.path("IMAGE_RESIZE_MODE").asString().toUpperCase());
        settings.put("image.frame.minDim", number(config.path("IMAGE_MIN_DIM")));
        settings.put("image.frame.maxDim", number(config.path("IMAGE_MAX_DIM")));
        settings.put("image.frame.minScale", "" + config.path("IMAGE_MIN_SCALE").asDouble(0));
        settings.put("anchors.sizes", reals(config.path("RPN_ANCHOR_SCALES")));
        settings.put("anchors.ratios", reals(config.path("RPN_ANCHOR_RATIOS")));
        settings.put("anchors.strides", config.path("BACKBONE_STRIDES").toString());
        settings.put("anchors.every", number(config.path("RPN_ANCHOR_STRIDE")));
        settings.put("rpn.head.stride", number(config.path("RPN_ANCHOR_STRIDE")));
        settings.put("rpn.proposals.candidates", number(config.path("PRE_NMS_LIMIT")));
        settings.put(
                "rpn.proposals.nmsThreshold",
                "" + config.path("RPN_NMS_THRESHOLD").asDouble());
        settings.put("rpn.proposals.proposals", number(config.path("POST_NMS_ROIS_INFERENCE")));
        settings.put("rpn.proposals.weights", inverse(config.path("RPN_BBOX_STD_DEV")));
        settings.put("boxHead.weights", inverse(config.path("BBOX_STD_DEV")));
        settings.put("boxHead.roiAlign.size", number(config.path("POOL_SIZE")));
        settings.put("maskHead.roiAlign.size", number(config.path("MASK_POOL_SIZE")));
        settings.put(
                "detections.scoreThreshold",
                "" + config.path("DETECTION_MIN_CONFIDENCE").asDouble());
        settings.put(
                "detections.nmsThreshold",
                "" + config.path("DETECTION_NMS_THRESHOLD").asDouble());
        settings.put("detections.perImage", number(config.path("DETECTION_MAX_INSTANCES")));
        return new ModelOptions(Optional.empty(), Optional.of(classes), settings);
    }

    private static String number(JsonNode node) {
        return Integer.toString(node.isNull() ? 0 : node.asInt());
    }

    private static String reals(JsonNode list) {
        return Arrays.toString(FixtureFile.doubles(list));
    }

    private static String inverse(JsonNode list) {
        return Arrays.toString(
                Arrays.stream(FixtureFile.doubles(list)).map(value -> 1 / value).toArray());
    }

    private static void run(Path network, JsonNode c) throws IOException {
        Path weights = weights(network, c.path("weights").asString());
        Image image = Images.read(network.resolve(c.path("image").path("file").asString()));
        StageValues stages = new StageValues();
        Segmentation found;
        try (MaskRcnn model =
                MaskRcnn.load(weights, new LoadOptions(options(c.path("config")), Device.CPU, Precision.FLOAT32))) {
            found = model.segment(List.of(image), SegmentOptions.DEFAULT, stages)
                    .get(0);
        }
        new Stages(network, c, stages).check(found);
    }

    /** What a run gave, held against the file. */
    private record Stages(Path network, JsonNode c, StageValues stages) {
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
            Set<Integer> eitherWay = eitherWay(c.path("proposals"), "on_far_edge__index_lostrow_lostcolumn_eitherway");
            float[] expectedRois = whole("rpn_rois");
            float[] rois = NormalizedBoxes.of(Boxes.of(stages.boxes(Stage.PROPOSALS)));
            int rows = rois.length / 4;
            Set<Integer> used = new HashSet<>();
            for (int i = 0; i < Math.min(rows, slots()); i++) {
                int at = near(expectedRois, i, rois, rows, used);
                used.add(at);
                if (eitherWay.contains(i)) {
                    continue;
                }
                for (int k = 0; k < classes; k++) {
                    assertThat((double) probabilities[classes * at + k])
                            .as("probability %d of row %d", k, i)
                            .isCloseTo(expected[classes * i + k], within(3e-5));
                }
                for (int k = 0; k < 4 * classes; k++) {
                    assertThat((double) deltas[4 * classes * at + k])
                            .as("delta %d of row %d", k, i)
                            .isCloseTo(expectedDeltas[4 * classes * i + k], within(4e-5));
                }
            }
        }

        private static Set<Integer> eitherWay(JsonNode where, String name) {
            Set<Integer> rows = new HashSet<>();
            for (JsonNode row : where.path(name)) {
                if (row.get(3).asBoolean()) {
                    rows.add(row.get(0).asInt());
                }
            }
            return rows;
        }

        private void detections() throws IOException {
            JsonNode rows = c.path("detections").path("rows");
            float[] boxes = NormalizedBoxes.of(Boxes.of(stages.boxes(Stage.DETECTIONS)));
            float[] masks = stages.values("mask.probabilities");
            float[] expectedMasks = whole("detection_masks");
            Set<Integer> eitherWay =
                    eitherWay(c.path("detections"), "on_far_edge_14__index_lostrow_lostcolumn_eitherway");
            assertThat(boxes.length / 4).isEqualTo(rows.size());
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
            try (WeightFile file =
                    WeightFiles.open(network.resolve(c.path("tensors").asString()))) {
                return file.floats(name);
            }
        }
    }
}

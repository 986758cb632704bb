package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.WeightNaming;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.caffe2.Caffe2Net;
import maskrcnn4j.weights.caffe2.Caffe2Operator;
import maskrcnn4j.weights.caffe2.Caffe2Reader;
import maskrcnn4j.weights.safetensors.SafetensorsReader;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares float32 runs with golden runs in float64: every operator, the stages, and the detections with their masks. */
@Tag("fixtures")
class Mask2GoGoldenTest {
    /** Outputs of operators without weights, by the name the golden files have for them. */
    private static final Map<String, String> WEIGHTLESS = Map.ofEntries(
            Map.entry("data_NHWC", "input"),
            Map.entry("data_int8", "input"),
            Map.entry("rpn_cls_logits_NHWC", "rpn.objectness"),
            Map.entry("rpn_cls_logits", "rpn.objectness"),
            Map.entry("rpn_cls_probs", "sigmoid rpn.objectness"),
            Map.entry("rpn_bbox_pred_NHWC", "rpn.deltas"),
            Map.entry("rpn_bbox_pred", "rpn.deltas"),
            Map.entry("xif3_6", "backbone.block12"),
            Map.entry("roi_features", "box.rois"),
            Map.entry("roi_features_int8", "box.rois"),
            Map.entry("final_avg_int8", "box.pool"),
            Map.entry("cls_prob_int8", "box.probabilities"),
            Map.entry("cls_prob", "box.probabilities"),
            Map.entry("bbox_pred", "box.reg"),
            Map.entry("pred_bbox", "box.decoded"),
            Map.entry("_[mask]_pool5", "mask.rois"),
            Map.entry("_[mask]_pool5_int8", "mask.rois"),
            Map.entry("conv5_mask_v1_int8", "mask.deconv.relu"),
            Map.entry("mask_fcn_logits_up_NHWC", "mask.upsample"),
            Map.entry("mask_fcn_logits_up", "mask.upsample"),
            Map.entry("mask_fcn_probs", "sigmoid mask.upsample"));

    @Test
    void everyOperatorEqualsTheGoldenRun() throws IOException {
        Path folder = Shared.require("data/mask2go");
        Map<String, String> names = layersByOutput(folder);
        forEachGolden(folder, (golden, run) -> {
            SoftAssertions softly = new SoftAssertions();
            for (JsonNode operator : golden.json().get("trace")) {
                String output = operator.get("output").asString();
                softly.assertThat(names).as("a layer for " + output).containsKey(output);
                float[] values = run.values(names.get(output));
                compare(softly, output, operator, values);
            }
            softly.assertAll();
        });
    }

    private static void compare(SoftAssertions softly, String output, JsonNode golden, float[] values) {
        double sum = 0;
        double absolute = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            absolute += Math.abs(value);
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        double elements = 1;
        for (JsonNode size : golden.get("shape")) {
            elements *= size.asInt();
        }
        softly.assertThat((double) values.length).as(output + " elements").isEqualTo(elements);
        double magnitude = Math.max(
                Math.abs(golden.get("min").asDouble()),
                Math.abs(golden.get("max").asDouble()));
        double sumTolerance = 1e-5 * golden.get("abs_sum").asDouble();
        softly.assertThat(sum).as(output + " sum").isCloseTo(golden.get("sum").asDouble(), within(sumTolerance));
        softly.assertThat(absolute)
                .as(output + " abs_sum")
                .isCloseTo(golden.get("abs_sum").asDouble(), within(sumTolerance));
        softly.assertThat(smallest)
                .as(output + " min")
                .isCloseTo(golden.get("min").asDouble(), within(1e-4 * magnitude));
        softly.assertThat(largest)
                .as(output + " max")
                .isCloseTo(golden.get("max").asDouble(), within(1e-4 * magnitude));
        for (JsonNode sample : golden.get("samples")) {
            softly.assertThat((double) values[sample.get(0).asInt()])
                    .as(output + " at " + sample.get(0))
                    .isCloseTo(sample.get(1).asDouble(), within(1e-4 * magnitude));
        }
    }

    @Test
    void stagesAndDetectionsEqualTheGoldenRun() throws IOException {
        Path folder = Shared.require("data/mask2go");
        forEachGolden(folder, (golden, run) -> {
            assertClose("trunk", run.values("backbone.block12"), golden.tensor("trunk"), 1e-4);
            assertClose("proposals", run.corners(Stage.PROPOSALS), golden.tensor("proposals"), 0.05);
            assertClose(
                    "proposal scores",
                    run.recorder().boxes.get(Stage.PROPOSALS).scores(),
                    golden.tensor("proposal_scores"),
                    1e-3);
            assertClose("class probabilities", run.values("box.probabilities"), golden.tensor("cls_prob"), 1e-3);
            assertClose("soft masks", run.values("mask.probabilities"), golden.tensor("det_mask_prob"), 1e-3);

            JsonNode expected = golden.json().get("detections");
            List<Detection> found = run.segmentation().detections();
            assertThat(found).as("detections").hasSize(expected.size());
            for (int i = 0; i < found.size(); i++) {
                assertDetection(found.get(i), expected.get(i));
            }
        });
    }

    private static void assertDetection(Detection found, JsonNode expected) {
        assertThat(found.label()).isEqualTo(expected.get("name").asString());
        assertThat(found.categoryId()).isEqualTo(expected.get("category_id").asLong());
        assertThat(found.score()).isCloseTo(expected.get("score").asDouble(), within(1e-3));
        JsonNode box = expected.get("box");
        assertThat(found.box().x1()).isCloseTo(box.get(0).asDouble(), within(0.05));
        assertThat(found.box().y1()).isCloseTo(box.get(1).asDouble(), within(0.05));
        // The golden far corner is a pixel of the box, ours is the edge behind it.
        assertThat(found.box().x2() - 1).isCloseTo(box.get(2).asDouble(), within(0.05));
        assertThat(found.box().y2() - 1).isCloseTo(box.get(3).asDouble(), within(0.05));
        JsonNode rle = expected.get("segmentation");
        Rle mask = Rle.fromCompressed(
                rle.get("size").get(0).asInt(),
                rle.get("size").get(1).asInt(),
                rle.get("counts").asString());
        if (mask.isEmpty()) {
            assertThat(found.mask().isEmpty()).isTrue();
        } else {
            assertThat(found.mask().iou(mask)).isGreaterThanOrEqualTo(0.999);
        }
    }

    private static void assertClose(String what, float[] found, float[] expected, double tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).as(what + " at " + i).isCloseTo(expected[i], within(tolerance));
        }
    }

    /** Our layer for the output of each operator: through the name of its weight, or of what it adds. */
    private static Map<String, String> layersByOutput(Path folder) throws IOException {
        WeightNaming naming = Presets.named("mask2go").naming();
        Map<String, String> names = new HashMap<>(WEIGHTLESS);
        Caffe2Net net = Caffe2Reader.readNet(folder.resolve("model.pb"));
        for (Caffe2Operator operator : net.operators()) {
            String output = operator.outputs().get(0);
            if (operator.type().equals("GenerateProposals")) {
                names.put(output, "proposals");
            } else if (operator.type().equals("Int8Sum")) {
                String project = names.get(operator.inputs().get(0));
                names.put(output, project.substring(0, project.length() - ".project".length()));
            } else if (operator.inputs().size() > 1) {
                naming.rename(operator.inputs().get(1))
                        .ifPresent(weight -> names.put(output, weight.name().replace(".weight", "")));
            }
        }
        return names;
    }

    private interface Check {
        void accept(Golden golden, Run run) throws IOException;
    }

    private static void forEachGolden(Path folder, Check check) throws IOException {
        List<Path> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("golden"))) {
            files.filter(file -> file.toString().endsWith(".png")).sorted().forEach(pictures::add);
        }
        assertThat(pictures).isNotEmpty();
        try (MaskRcnn model = MaskRcnn.load(folder, TestDevice.load().withPrecision(Precision.FLOAT32))) {
            for (Path picture : pictures) {
                String base = picture.toString().replaceAll("\\.png$", "");
                Image image = Images.read(picture);
                Recorder recorder = new Recorder();
                Segmentation segmentation = model.segment(List.of(image), SegmentOptions.DEFAULT, recorder)
                        .get(0);
                try (WeightFile tensors = SafetensorsReader.open(Path.of(base + ".safetensors"))) {
                    JsonNode json = new JsonMapper().readTree(Path.of(base + ".json"));
                    check.accept(new Golden(json, tensors), new Run(recorder, segmentation));
                }
            }
        }
    }

    private record Golden(JsonNode json, WeightFile tensors) {
        float[] tensor(String name) throws IOException {
            return tensors.floats(name);
        }
    }

    private record Run(Recorder recorder, Segmentation segmentation) {
        float[] values(String name) {
            if (name.startsWith("sigmoid ")) {
                float[] logits = values(name.substring("sigmoid ".length())).clone();
                for (int i = 0; i < logits.length; i++) {
                    logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
                }
                return logits;
            }
            if (name.equals("proposals")) {
                return withImageColumn(corners(Stage.PROPOSALS));
            }
            assertThat(recorder.tensors).containsKey(name);
            return recorder.tensors.get(name).values();
        }

        float[] corners(Stage stage) {
            return recorder.boxes.get(stage).corners();
        }

        /** The golden proposals carry the picture's number, 0, before each box. */
        private static float[] withImageColumn(float[] corners) {
            float[] values = new float[corners.length / 4 * 5];
            for (int i = 0; i < corners.length; i++) {
                values[i / 4 * 5 + 1 + i % 4] = corners[i];
            }
            return values;
        }
    }
}

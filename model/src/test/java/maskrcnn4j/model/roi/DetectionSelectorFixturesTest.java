package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The selection of detections, in both families: torchvision's from deltas, detectron2's from decoded boxes. */
@Tag("fixtures")
class DetectionSelectorFixturesTest {
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);

    static List<Path> files() {
        return FixtureFile.ofBothFamilies("op-postprocess.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSameDetectionsAreFound(Path path) {
        for (JsonNode node : FixtureFile.read(path).root().path("cases")) {
            boolean backgroundFirst = node.has("deltas");
            DetectionSpec spec = new DetectionSpec(
                    node.path("scoreThresh").asDouble(),
                    backgroundFirst ? node.path("minSize").asDouble(0.01) : 0,
                    node.path("nmsThresh").asDouble(),
                    node.path(backgroundFirst ? "detectionsPerImage" : "topkPerImage")
                            .asInt(),
                    DetectionSpec.Coordinates.NETWORK_INPUT,
                    !backgroundFirst,
                    DetectionSpec.Order.SCORE);
            for (int image = 0; image < node.path("result").size(); image++) {
                JsonNode size = node.path("imageSizes").get(image);
                ClassifiedBoxes found =
                        backgroundFirst ? fromDeltas(node, spec, image, size) : fromBoxes(node, spec, image, size);
                check(path.toString(), found, node.path("result").get(image), backgroundFirst);
                if (node.has("rescaled")) {
                    checkRescaled(path, found, spec, size, node.path("rescaled").get(image));
                }
            }
        }
    }

    @Test
    void boxesAreScaledLikeTorchvisionDoes() {
        DetectionSpec spec = new DetectionSpec(
                0, 0, 0, 1, DetectionSpec.Coordinates.NETWORK_INPUT, false, DetectionSpec.Order.SCORE);
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-resize.json")) {
            JsonNode root = FixtureFile.read(path).root().path("boxes");
            Boxes boxes = Boxes.of(values(root.path("boxes")));
            for (JsonNode node : root.path("cases")) {
                JsonNode from = node.path("from");
                JsonNode to = node.path("to");
                ResizedImage image = new ResizedImage(
                        to.get(1).asInt(),
                        to.get(0).asInt(),
                        from.get(1).asInt(),
                        from.get(0).asInt(),
                        from.get(1).asDouble() / to.get(1).asInt(),
                        from.get(0).asDouble() / to.get(0).asInt());
                close(
                        path + " scaled",
                        node,
                        "boxes",
                        new PictureBoxes(spec, RULE).scale(boxes, image).toArray());
            }
        }
    }

    private static ClassifiedBoxes fromDeltas(JsonNode node, DetectionSpec spec, int image, JsonNode size) {
        Boxes proposals = Boxes.of(values(node.path("proposals").get(image)));
        int count = proposals.size();
        float[] deltas = values(node.path("deltas"));
        int row = (int) FixtureFile.longs(node.path("deltas").path("shape"))[1];
        int first = 0;
        for (int i = 0; i < image; i++) {
            first += Boxes.of(values(node.path("proposals").get(i))).size();
        }
        int scores = (int) FixtureFile.longs(node.path("logits").path("shape"))[1];
        float[] logits = Arrays.copyOfRange(values(node.path("logits")), first * scores, (first + count) * scores);
        return new DetectionSelector(spec, head(), ClassRule.BACKGROUND_FIRST, RULE)
                .select(
                        proposals,
                        softmax(logits, count),
                        Arrays.copyOfRange(deltas, first * row, (first + count) * row),
                        input(size),
                        Wanted.ALL,
                        image,
                        StageObserver.NONE);
    }

    private static ClassifiedBoxes fromBoxes(JsonNode node, DetectionSpec spec, int image, JsonNode size) {
        boolean shared = node.path("classAgnostic").asBoolean();
        ClassRule classes = new ClassRule(
                ClassRule.Background.LAST,
                shared ? ClassRule.Outputs.SHARED : ClassRule.Outputs.PER_CLASS,
                ClassRule.Outputs.PER_CLASS);
        JsonNode tensor = node.path("boxes").get(image);
        float[] boxes = values(tensor);
        int count = (int) FixtureFile.longs(tensor.path("shape"))[0];
        int perProposal = boxes.length / (4 * count);
        BoxCoder coder = new BoxCoder(RULE, head().weights());
        ClassBoxes decoded = new ClassBoxes() {
            @Override
            public boolean isFinite(int proposal) {
                return IntStream.range(4 * perProposal * proposal, 4 * perProposal * (proposal + 1))
                        .allMatch(i -> Float.isFinite(boxes[i]));
            }

            @Override
            public void box(int proposal, int label, float[] into, int at) {
                System.arraycopy(boxes, 4 * (perProposal * proposal + classes.box(label)), into, at, 4);
                coder.clip(into, at, size.get(1).asInt(), size.get(0).asInt());
            }
        };
        float[] logits = values(node.path("logits").get(image));
        return new DetectionSelector(spec, head(), classes, RULE)
                .select(decoded, count, softmax(logits, count), Wanted.ALL, image, StageObserver.NONE);
    }

    private static void check(String what, ClassifiedBoxes found, JsonNode expected, boolean backgroundFirst) {
        int[] labels = FixtureFile.recorded("", expected.path(backgroundFirst ? "labels" : "classes"))
                .integers();
        assertThat(found.labels())
                .as(what)
                .isEqualTo(Arrays.stream(labels)
                        .map(label -> backgroundFirst ? label : label + 1)
                        .toArray());
        if (expected.has("proposalIndex")) {
            assertThat(found.proposals())
                    .as(what)
                    .isEqualTo(FixtureFile.recorded("", expected.path("proposalIndex"))
                            .integers());
        }
        close(what, expected, "boxes", found.boxes().toArray());
        close(what, expected, "scores", found.scores());
    }

    private static void checkRescaled(
            Path path, ClassifiedBoxes found, DetectionSpec spec, JsonNode size, JsonNode expected) {
        int height = expected.path("outputSize").get(0).asInt();
        int width = expected.path("outputSize").get(1).asInt();
        ResizedImage image = new ResizedImage(
                width,
                height,
                size.get(1).asInt(),
                size.get(0).asInt(),
                size.get(1).asDouble() / width,
                size.get(0).asDouble() / height);
        PictureBoxes pictureBoxes = new PictureBoxes(spec, RULE);
        Boxes scaled = pictureBoxes.scale(found.boxes(), image);
        int[] kept = IntStream.range(0, found.size())
                .filter(box -> pictureBoxes.isKept(scaled, box))
                .toArray();
        close(path + " rescaled", expected, "boxes", scaled.select(kept).toArray());
        close(path + " rescaled", expected, "scores", found.select(kept).scores());
    }

    private static void close(String what, JsonNode node, String name, float[] actual) {
        Recorded recorded = FixtureFile.recorded(what + " " + name, node.path(name));
        recorded.requireClose(recorded.shape(), actual);
    }

    private static BoxHeadSpec head() {
        return new BoxHeadSpec.InvertedResiduals(
                new RoiAlignSpec(7, 2, false, 1, LevelRule.TORCHVISION), List.of(), 1, List.of(10.0, 10.0, 5.0, 5.0));
    }

    private static ResizedImage input(JsonNode size) {
        int height = size.get(0).asInt();
        int width = size.get(1).asInt();
        return new ResizedImage(width, height, width, height, 1, 1);
    }

    private static float[] softmax(float[] logits, int rows) {
        try (Scope scope = Scope.open()) {
            return Tensors.of(logits, rows, logits.length / rows).softmax(1).toFloats();
        }
    }

    private static float[] values(JsonNode tensor) {
        return FixtureFile.floats(tensor.path("data"));
    }
}

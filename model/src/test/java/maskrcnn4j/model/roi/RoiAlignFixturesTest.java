package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** RoIAlign of both families: values, gradients, and which map a box is cut from. */
@Tag("fixtures")
class RoiAlignFixturesTest {
    @Test
    void oneMapIsCutLikeTorchvisionCutsIt() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-roi-align.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (JsonNode node : file.root().path("cases")) {
                try (Scope scope = Scope.open()) {
                    checkOneMap(file, node);
                }
            }
            for (JsonNode node : file.root().path("ramps")) {
                try (Scope scope = Scope.open()) {
                    checkRamp(node);
                }
            }
        }
    }

    private static void checkOneMap(FixtureFile file, JsonNode node) {
        JsonNode input = file.root().path("input");
        Tensor x = Autograd.track(Tensors.of(file.formula(input), FixtureFile.longs(input.path("shape"))));
        long[] size = FixtureFile.longs(node.path("outputSize"));
        FeatureMap map =
                new FeatureMap(x, (int) Math.rint(1 / node.path("spatialScale").asDouble()));
        float[] rois = FixtureFile.floats(node.path("rois").path("data"));
        int images = (int) x.size(0);
        List<Boxes> boxes = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            Boxes own = Boxes.NONE;
            for (int i = 0; i < rois.length / 5; i++) {
                if (rois[5 * i] == image) {
                    own = own.and(Boxes.of(Arrays.copyOfRange(rois, 5 * i + 1, 5 * i + 5)));
                    order.add(i);
                }
            }
            boxes.add(own);
        }
        Tensor found = new RoiAlign(spec(node, 1, LevelRule.SINGLE), (int) size[0], (int) size[1])
                .align(FeatureRows.of(List.of(map)), boxes, List.of());
        long[] places = new long[order.size()];
        for (int i = 0; i < places.length; i++) {
            places[order.get(i)] = i;
        }
        Tensor inOrder = found.indexSelect(0, Tensors.of(places, places.length));
        close("output", node.path("output"), inOrder);

        JsonNode gradient = node.path("outputGradient");
        Autograd.backward(
                inOrder.multiply(Tensors.of(file.formula(gradient), FixtureFile.longs(gradient.path("shape"))))
                        .sum());
        close("input gradient", node.path("inputGradient"), Autograd.gradient(x).orElseThrow());
    }

    private static void checkRamp(JsonNode node) {
        int side = node.path("side").asInt();
        float[] ramp = new float[side * side];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        FeatureMap map = new FeatureMap(Tensors.of(ramp, 1, 1, side, side), 1);
        Tensor found = new RoiAlign(spec(node, node.path("outputSize").asInt(), LevelRule.SINGLE))
                .align(
                        FeatureRows.of(List.of(map)),
                        List.of(Boxes.of(FixtureFile.floats(node.path("box")))),
                        List.of());
        close("ramp", node.path("output"), found.select(0, 0).select(0, 0));
    }

    @Test
    void pyramidsAreCutLikeTorchvisionCutsThem() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-roi-align.json")) {
            FixtureFile file = FixtureFile.read(path);
            JsonNode node = file.root().path("multiScale");
            try (Scope scope = Scope.open()) {
                List<FeatureMap> maps = maps(file, node, node.path("features").values());
                Boxes boxes = Boxes.of(FixtureFile.floats(node.path("boxes").path("data")));
                List<ResizedImage> images = List.of(image(node.path("imageSize")));
                FeatureRows rows = FeatureRows.of(maps);
                RoiAlignSpec spec = spec(node, node.path("outputSize").asInt(), LevelRule.TORCHVISION);
                close("output", node.path("output"), new RoiAlign(spec).align(rows, List.of(boxes), images));
                assertThat(levels(new LevelMapper(spec.levels(), rows.levels(), images), boxes))
                        .isEqualTo(FixtureFile.recorded("", node.path("levels")).integers());
            }
            for (JsonNode inferred : file.root().path("inferredScales")) {
                checkInferredScales(inferred);
            }
        }
    }

    private static void checkInferredScales(JsonNode node) {
        long[] padded = FixtureFile.longs(node.path("padded"));
        double[] scales = FixtureFile.doubles(node.path("scales"));
        List<FeatureRows.Level> levels = new ArrayList<>();
        for (int i = 0; i < scales.length; i++) {
            int stride = 4 << i; // of the maps; what the pooler infers may differ
            levels.add(new FeatureRows.Level(0, (int) padded[0] / stride, (int) padded[1] / stride, stride));
        }
        LevelMapper mapper = new LevelMapper(LevelRule.TORCHVISION, levels, List.of(image(node.path("imageSize"))));
        assertThat(IntStream.range(0, mapper.maps()).mapToDouble(mapper::scale).toArray())
                .isEqualTo(scales);
        assertThat(new long[] {mapper.finest(), mapper.finest() + mapper.maps() - 1})
                .isEqualTo(FixtureFile.longs(node.path("levels")));
    }

    @Test
    void pyramidsAreCutLikeDetectron2CutsThem() {
        for (Path path : FixtureFile.list("fixtures/detectron2", "op-pooler.json")) {
            FixtureFile file = FixtureFile.read(path);
            for (JsonNode node : file.root().path("cases")) {
                try (Scope scope = Scope.open()) {
                    checkPooler(file, node);
                }
            }
        }
    }

    private static void checkPooler(FixtureFile file, JsonNode node) {
        JsonNode root = file.root();
        List<FeatureMap> maps = maps(file, root, root.path("features").values());
        maps.forEach(map -> Autograd.track(map.values()));
        Boxes boxes = Boxes.of(FixtureFile.floats(root.path("boxes").path("data")));
        List<ResizedImage> images = List.of(image(root.path("imageSize")));
        RoiAlignSpec spec = spec(node, node.path("outputSize").asInt(), LevelRule.DETECTRON2);
        FeatureRows rows = FeatureRows.of(maps);
        Tensor found = new RoiAlign(spec).align(rows, List.of(boxes), images);
        close(node.path("type").asString(), node.path("output"), found);

        LevelMapper mapper = new LevelMapper(spec.levels(), rows.levels(), images);
        assertThat(Arrays.stream(levels(mapper, boxes))
                        .map(level -> level + mapper.finest())
                        .toArray())
                .isEqualTo(FixtureFile.recorded("", root.path("levels")).integers());

        Autograd.backward(found.multiply(found).sum());
        for (int i = 0; i < maps.size(); i++) {
            close(
                    "gradient of level " + i,
                    node.path("gradientOfSumOfSquares").get(i),
                    Autograd.gradient(maps.get(i).values()).orElseThrow());
        }
    }

    static List<Path> levelFiles() {
        return FixtureFile.ofBothFamilies("op-levels.json");
    }

    @ParameterizedTest
    @MethodSource("levelFiles")
    void everyBoxIsCutFromTheSameLevel(Path path) {
        JsonNode root = FixtureFile.read(path).root();
        boolean outside = root.has("eps");
        int finest = root.path(outside ? "kMin" : "minLevel").asInt();
        int coarsest = root.path(outside ? "kMax" : "maxLevel").asInt();
        LevelRule rule = new LevelRule(
                coarsest - finest + 1,
                root.path("canonicalLevel").asInt(),
                root.path(outside ? "canonicalScale" : "canonicalBoxSize").asDouble(),
                outside ? 0 : LevelRule.DETECTRON2.epsilonInside(),
                root.path("eps").asDouble(0),
                LevelRule.MapScale.STRIDE);
        List<FeatureRows.Level> levels = IntStream.rangeClosed(finest, coarsest)
                .mapToObj(level -> new FeatureRows.Level(0, 1, 1, 1 << level))
                .toList();
        Boxes boxes = Boxes.of(FixtureFile.floats(root.path("boxes").path("data")));
        int[] found = levels(new LevelMapper(rule, levels, List.of()), boxes);
        assertThat(Arrays.stream(found).map(level -> level + finest).toArray())
                .isEqualTo(FixtureFile.recorded("", root.path("levels")).integers());
    }

    private static int[] levels(LevelMapper mapper, Boxes boxes) {
        return IntStream.range(0, boxes.size())
                .map(box -> mapper.map(boxes, box))
                .toArray();
    }

    private static RoiAlignSpec spec(JsonNode node, int size, LevelRule levels) {
        boolean aligned =
                node.path("aligned").asBoolean(node.path("type").asString("").equals("ROIAlignV2"));
        return new RoiAlignSpec(size, node.path("samplingRatio").asInt(), aligned, aligned ? 0 : 1, levels);
    }

    private static List<FeatureMap> maps(FixtureFile file, JsonNode node, Iterable<JsonNode> features) {
        double[] scales = FixtureFile.doubles(node.path("scales"));
        List<FeatureMap> maps = new ArrayList<>();
        for (JsonNode feature : features) {
            maps.add(new FeatureMap(Tensors.of(file.formula(feature), FixtureFile.longs(feature.path("shape"))), (int)
                    Math.rint(1 / scales[maps.size()])));
        }
        return maps;
    }

    private static ResizedImage image(JsonNode size) {
        int height = size.get(0).asInt();
        int width = size.get(1).asInt();
        return new ResizedImage(width, height, width, height, 1, 1);
    }

    private static void close(String what, JsonNode expected, Tensor found) {
        Recorded recorded = FixtureFile.recorded(what, expected);
        recorded.requireClose(found.shape(), found.toFloats());
    }
}

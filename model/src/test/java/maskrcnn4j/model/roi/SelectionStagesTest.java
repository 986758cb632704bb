package maskrcnn4j.model.roi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.model.FixtureModel;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every decision between the heads, from the numbers that the files of whole networks record before it. */
@Tag("fixtures")
class SelectionStagesTest {
    static Stream<Path> files() {
        return Stream.of("fixtures/torchvision", "fixtures/detectron2")
                .flatMap(folder -> FixtureFile.list(folder, "-inference.json").stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSameProposalsAreKept(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        ModelSpec spec = FixtureModel.of(file).spec();
        NonMaximumSuppression nms =
                new NonMaximumSuppression(spec.rpn().proposals().nmsThreshold(), spec.boxRule());
        for (int i = 0; i < images(file).size(); i++) {
            float[] scores = floats(file, "rpn.beforeNms.scores." + i);
            int[] levels = file.stage("rpn.beforeNms.levels." + i).integers();
            int[] order = ScoreOrder.best(scores, scores.length);
            Boxes sorted = boxes(file, "rpn.beforeNms.boxes." + i).select(order);
            int[] sortedLevels = Arrays.stream(order).map(box -> levels[box]).toArray();
            int[] kept = nms.keepInGroups(sorted.toArray(), sortedLevels, (int)
                    file.stage("rpn.anchorsPerLevel").count());
            assertThat(Arrays.stream(kept)
                            .limit(spec.rpn().proposals().proposals())
                            .map(box -> order[box])
                            .toArray())
                    .as("%s picture %d", path, i)
                    .isEqualTo(file.stage("rpn.nmsKeep." + i).integers());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void boxesAreCutFromTheSameLevels(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        ModelSpec spec = FixtureModel.of(file).spec();
        assertThat(levels(file, spec.boxHead().roiAlign().levels(), "rpn.proposals."))
                .isEqualTo(file.stage("box.levels").integers());
        assertThat(levels(file, spec.maskHead().roiAlign().levels(), "detect.boxes."))
                .isEqualTo(file.stage("mask.levels").integers());
        if (file.hasStage("box.scales")) {
            LevelMapper mapper = mapper(file, spec.boxHead().roiAlign().levels());
            assertThat(IntStream.range(0, mapper.maps())
                            .mapToDouble(mapper::scale)
                            .toArray())
                    .isEqualTo(file.stage("box.scales").values());
        }
    }

    private static int[] levels(FixtureFile file, LevelRule rule, String stage) {
        LevelMapper mapper = mapper(file, rule);
        return IntStream.range(0, images(file).size())
                .mapToObj(i -> boxes(file, stage + i))
                .flatMapToInt(boxes -> IntStream.range(0, boxes.size()).map(box -> mapper.map(boxes, box)))
                .toArray();
    }

    private static LevelMapper mapper(FixtureFile file, LevelRule rule) {
        List<FeatureRows.Level> levels = new ArrayList<>();
        for (int level = 2; file.hasStage("fpn.p" + level); level++) {
            long[] shape = file.stage("fpn.p" + level).shape();
            levels.add(new FeatureRows.Level(0, (int) shape[2], (int) shape[3], 1 << level));
        }
        return new LevelMapper(rule, levels, images(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void theSameDetectionsAreFound(Path path) throws IOException {
        FixtureFile file = FixtureFile.read(path);
        ModelSpec spec = FixtureModel.of(file).spec();
        DetectionSelector selector =
                new DetectionSelector(spec.detections(), spec.boxHead(), spec.classes(), spec.boxRule());
        PictureBoxes pictureBoxes = new PictureBoxes(spec.detections(), spec.boxRule());
        List<ResizedImage> images = images(file);
        int first = 0;
        for (int i = 0; i < images.size(); i++) {
            Boxes proposals = boxes(file, "rpn.proposals." + i);
            ClassifiedBoxes found = selector.select(
                    proposals,
                    softmax(rows(file, "box.logits", first, proposals.size()), proposals.size()),
                    rows(file, "box.deltas", first, proposals.size()),
                    images.get(i),
                    Wanted.ALL,
                    i,
                    StageObserver.NONE);
            first += proposals.size();
            assertThat(Arrays.stream(found.labels()).map(spec.classes()::score).toArray())
                    .isEqualTo(file.stage("detect.labels." + i).integers());
            if (file.hasStage("detect.proposalIndex." + i)) {
                assertThat(found.proposals())
                        .isEqualTo(file.stage("detect.proposalIndex." + i).integers());
            }
            close(file, "detect.scores." + i, found.scores());
            close(file, "detect.boxes." + i, found.boxes().toArray());
            close(
                    file,
                    "output.boxes." + i,
                    pictureBoxes.scale(found.boxes(), images.get(i)).toArray());
        }
    }

    private static void close(FixtureFile file, String stage, float[] values) {
        file.stage(stage).requireClose(file.stage(stage).shape(), values);
    }

    private static float[] softmax(float[] logits, int rows) {
        try (Scope scope = Scope.open()) {
            return Tensors.of(logits, rows, logits.length / rows).softmax(1).toFloats();
        }
    }

    private static float[] rows(FixtureFile file, String stage, int first, int count) {
        int length = (int) file.stage(stage).shape()[1];
        return Arrays.copyOfRange(floats(file, stage), first * length, (first + count) * length);
    }

    private static List<ResizedImage> images(FixtureFile file) {
        JsonNode pictures = file.root().path("images");
        int[] sizes = file.stage("transform.sizes").integers();
        List<ResizedImage> images = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            int height = pictures.get(i).path("height").asInt();
            int width = pictures.get(i).path("width").asInt();
            images.add(new ResizedImage(
                    width,
                    height,
                    sizes[2 * i + 1],
                    sizes[2 * i],
                    (double) sizes[2 * i + 1] / width,
                    (double) sizes[2 * i] / height));
        }
        return images;
    }

    private static Boxes boxes(FixtureFile file, String stage) {
        return Boxes.of(floats(file, stage));
    }

    private static float[] floats(FixtureFile file, String stage) {
        double[] values = file.stage(stage).values();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

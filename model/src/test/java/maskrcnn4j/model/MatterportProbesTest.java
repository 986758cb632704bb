package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.layer.InferenceParameters;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Fixed boxes through both heads of Matterport's network, whatever its proposals are. */
@Tag("fixtures")
class MatterportProbesTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> probes() {
        return MatterportCase.all(folder).map(of -> DynamicTest.dynamicTest(of.name(), () -> run(of)));
    }

    private static void run(MatterportCase of) throws IOException {
        try (ModelWeights opened = ModelWeights.open(of.weights(), of.options());
                Engine.Guard inference = Engine.withoutGradients();
                InferenceParameters parameters =
                        new InferenceParameters(opened.tensors(), Device.CPU, Precision.FLOAT32);
                Scope scope = Scope.open()) {
            Parts parts = Parts.of(opened.checkpoint().spec(), parameters);
            Image image = of.image();
            ImageBatch batch = parts.transform()
                    .batch(List.of(image), List.of(parts.transform().size(image)));
            FeatureRows rows = FeatureRows.of(parts.backbone().forward(batch.input(), StageObserver.NONE));
            Boxes boxes = NormalizedBoxes.toBoxes(
                    FixtureFile.floats(of.c().path("probes").path("boxes")));
            boxHead(of, parts, rows, boxes, batch);
            maskHead(of, parts, rows, boxes, batch);
        }
    }

    private static void boxHead(MatterportCase of, Parts parts, FeatureRows rows, Boxes boxes, ImageBatch batch)
            throws IOException {
        JsonNode probes = of.c().path("probes");
        Set<Integer> eitherWay =
                MatterportCase.eitherWay(probes.path("on_far_edge_7__index_lostrow_lostcolumn_eitherway"));
        Tensor cut = parts.boxAlign().align(rows, List.of(boxes), batch.images());
        rois("probe of 7 x 7", probes.path("roi_align_7"), channelsLast(cut), eitherWay);
        StageValues stages = new StageValues();
        BoxPredictions found = parts.boxHead().forward(cut, stages);
        SampledRows.of(probes.path("pool_squeeze"), eitherWay)
                .requireClose(
                        "features of probes",
                        stages.values("box.features"),
                        IntStream.range(0, boxes.size()).toArray(),
                        5e-5);
        rows("logits", found.logits().toFloats(), of.whole("probe_class_logits"), boxes.size(), eitherWay, 3e-5);
        rows("deltas", found.deltas().toFloats(), of.whole("probe_bbox"), boxes.size(), eitherWay, 4e-5);
        rows(
                "probabilities",
                found.logits().softmax(1).toFloats(),
                FixtureFile.floats(probes.path("class")),
                boxes.size(),
                eitherWay,
                3e-5);
    }

    private static void maskHead(MatterportCase of, Parts parts, FeatureRows rows, Boxes boxes, ImageBatch batch)
            throws IOException {
        JsonNode probes = of.c().path("probes");
        Set<Integer> eitherWay =
                MatterportCase.eitherWay(probes.path("on_far_edge_14__index_lostrow_lostcolumn_eitherway"));
        Tensor cut = parts.maskAlign().align(rows, List.of(boxes), batch.images());
        rois("probe of 14 x 14", probes.path("roi_align_14"), channelsLast(cut), eitherWay);
        Tensor masks = parts.maskHead().logits(cut, StageObserver.NONE).sigmoid();
        rows("masks", channelsLast(masks), of.whole("probe_masks"), boxes.size(), eitherWay, 2e-5);
    }

    private static float[] channelsLast(Tensor maps) {
        return maps.permute(0, 2, 3, 1).contiguous().toFloats();
    }

    /** A summary for each probe, for which the tolerance is that of the maps P2 to P6. */
    private static void rois(String what, JsonNode summaries, float[] cut, Set<Integer> eitherWay) {
        int size = cut.length / summaries.size();
        for (int i = 0; i < summaries.size(); i++) {
            if (!eitherWay.contains(i)) {
                float[] own = Arrays.copyOfRange(cut, i * size, (i + 1) * size);
                new Summary(what + " " + i, summaries.get(i)).requireClose(own, 3e-5);
            }
        }
    }

    private static void rows(
            String what, float[] found, float[] expected, int count, Set<Integer> eitherWay, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        int size = found.length / count;
        for (int i = 0; i < found.length; i++) {
            if (!eitherWay.contains(i / size)) {
                assertThat((double) found[i])
                        .as("%s, value %d of probe %d", what, i % size, i / size)
                        .isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}

package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyramidModelTest {
    private static final LoadOptions FLOAT32 = LoadOptions.DEFAULT.withPrecision(Precision.FLOAT32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torchvision-v1",
                "torchvision-v2",
                "detectron2-r50-fpn",
                "detectron2-x101-fpn",
                "detectron2-r50-fpn-lsj"
            })
    void everyDialectRunsOverPicturesOfAllSizesAtOnce(String preset) throws IOException {
        ModelSpec spec = TinyPyramid.spec(preset);
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            List<Segmentation> found = model.segment(
                    List.of(TinyModel.picture(90, 70, 1), TinyModel.picture(40, 120, 2), TinyModel.picture(1, 1, 3)));
            assertThat(found).hasSize(3);
            assertThat(found.get(0).detections()).isNotEmpty();
            assertThat(found.get(0).detections().get(0).softMask().height())
                    .isEqualTo(2 * spec.maskHead().roiAlign().size());
            assertThat(found.get(0).detections().get(0).mask().height()).isEqualTo(70);
        }
    }

    @ParameterizedTest
    @CsvSource({"PER_CLASS, SHARED", "SHARED, PER_CLASS", "SHARED, SHARED"})
    void boxesAndMasksMayServeAllClasses(String boxes, String masks) throws IOException {
        ModelSpec spec =
                TinyPyramid.spec("detectron2-r50-fpn").with(Map.of("classes.boxes", boxes, "classes.masks", masks));
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            assertThat(model.segment(TinyModel.picture(90, 70, 1)).detections()).isNotEmpty();
        }
    }

    @Test
    void masksDrawnInPartsAreThoseDrawnAtOnce() throws IOException {
        ModelSpec spec = TinyPyramid.spec("torchvision-v1").with(Map.of("detections.scoreThreshold", "0.01"));
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            Image picture = TinyModel.picture(90, 70, 1);
            List<Detection> inParts = model.segment(picture).detections();
            assertThat(inParts).hasSizeGreaterThan(20);
            List<Detection> atOnce = model.segment(List.of(picture), SegmentOptions.DEFAULT, new Recorder())
                    .get(0)
                    .detections();
            for (int i = 0; i < inParts.size(); i++) {
                float[] one = inParts.get(i).softMask().values();
                float[] other = atOnce.get(i).softMask().values();
                for (int p = 0; p < one.length; p++) {
                    assertThat(one[p]).isCloseTo(other[p], within(1e-5f));
                }
            }
        }
    }

    @Test
    void groupNormWorksInEveryPlaceOfANorm() throws IOException {
        NormSpec norm = NormSpec.group(4, 1e-5);
        Map<String, String> settings = Map.of("kind", "GROUP", "groups", Integer.toString(norm.groups()));
        ModelSpec spec = TinyPyramid.spec("torchvision-v2");
        for (String place : List.of("backbone.trunk.norm", "backbone.norm", "boxHead.norm", "maskHead.norm")) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                spec = spec.with(Map.of(place + "." + setting.getKey(), setting.getValue()));
            }
        }
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            assertThat(model.segment(TinyModel.picture(90, 70, 1)).detections()).isNotEmpty();
        }
    }

    @Test
    void segmentingAgainAndAgainLeavesMemoryFlat() throws IOException {
        ModelSpec spec = TinyPyramid.spec("torchvision-v1");
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            Image picture = TinyModel.picture(90, 70, 1);
            for (int i = 0; i < 100; i++) { // until the young generation has been through and the code is compiled
                model.segment(picture);
            }
            long before = Engine.residentBytes();
            for (int i = 0; i < 150; i++) {
                model.segment(picture);
            }
            assertThat(Engine.residentBytes() - before).isLessThan(20L << 20);
        }
    }
}

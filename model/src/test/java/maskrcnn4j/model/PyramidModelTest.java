package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
    private static final LoadOptions FLOAT32 = TestDevice.load().withPrecision(Precision.FLOAT32);

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
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        ModelSpec spec = TinyPyramid.spec("torchvision-v1");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            List<Image> pictures = IntStream.range(0, 24)
                    .mapToObj(i -> TinyModel.picture(60 + 5 * (i % 6), 70, i % 6))
                    .toList();
            List<Segmentation> alone =
                    pictures.subList(0, 6).stream().map(model::segment).toList();
            List<Callable<Segmentation>> tasks = pictures.stream()
                    .map(picture -> (Callable<Segmentation>) () -> model.segment(picture))
                    .toList();
            List<Future<Segmentation>> together = threads.invokeAll(tasks);
            for (int i = 0; i < together.size(); i++) {
                assertSame(together.get(i).get(), alone.get(i % 6));
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Grey is three equal colours, and 16 bits are brought to the 8 that the model reads, in both ways of resizing. */
    @ParameterizedTest
    @ValueSource(strings = {"torchvision-v1", "detectron2-r50-fpn"})
    void greyAndDeepPicturesAreFoundAsTheSameInColourAndInEightBits(String preset) throws IOException {
        ModelSpec spec = TinyPyramid.spec(preset);
        byte[] grey = new byte[90 * 70];
        new Random(4).nextBytes(grey);
        byte[] colour = new byte[3 * grey.length];
        short[] deep = new short[grey.length];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = grey[i / 3];
            deep[i / 3] = (short) (257 * (grey[i / 3] & 0xff));
        }
        try (MaskRcnn model = MaskRcnn.of(TinyPyramid.checkpoint(spec), TinyPyramid.weights(spec), FLOAT32)) {
            Segmentation wanted = model.segment(Image.ofRgb(90, 70, colour));
            assertThat(wanted.detections()).isNotEmpty();
            assertSame(model.segment(Image.of8(90, 70, 1, grey)), wanted);
            assertSame(model.segment(Image.of16(90, 70, 1, deep)), wanted);
        }
    }

    private static void assertSame(Segmentation found, Segmentation wanted) {
        assertThat(found.detections()).hasSameSizeAs(wanted.detections());
        for (int i = 0; i < found.detections().size(); i++) {
            Detection one = found.detections().get(i);
            Detection other = wanted.detections().get(i);
            assertThat(one.label()).isEqualTo(other.label());
            assertThat(one.score()).isCloseTo(other.score(), within(1e-5));
            assertThat(one.box().x1()).isCloseTo(other.box().x1(), within(1e-3));
            assertThat(one.box().y2()).isCloseTo(other.box().y2(), within(1e-3));
            assertThat(one.mask().area()).isCloseTo(other.mask().area(), within(2));
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

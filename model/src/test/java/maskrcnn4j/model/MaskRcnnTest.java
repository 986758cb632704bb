package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskRcnnTest {
    private static final LoadOptions FLOAT32 = TestDevice.load().withPrecision(Precision.FLOAT32);

    @TempDir
    private static Path folder;

    private static Path file;
    private static MaskRcnn model;

    @BeforeAll
    static void load() throws IOException {
        file = TinyModel.write(folder);
        model = MaskRcnn.load(file, FLOAT32);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aCheckpointCarriesSpecAndClasses() {
        assertThat(model.checkpoint().spec()).isEqualTo(TinyModel.spec());
        assertThat(model.checkpoint().categories()).isEqualTo(TinyModel.CATEGORIES);
        assertThat(model.checkpoint().provenance()).containsEntry("source", "random numbers");
    }

    /** If this fails because specs are written differently now: copy target/tiny.safetensors over the resource. */
    @Test
    void theCopyForOtherModulesIsTheSameModel() throws IOException {
        try (InputStream copy = TinyFiles.class.getResourceAsStream("tiny.safetensors")) {
            Path fresh = TinyModel.write(Path.of("target"));
            assertThat(Arrays.equals(copy.readAllBytes(), Files.readAllBytes(fresh)))
                    .isTrue();
        }
    }

    @Test
    void aDetectionShowsAllItsViews() {
        Image picture = TinyModel.picture(90, 70, 1);
        Segmentation found = model.segment(picture);
        assertThat(found.detections()).isNotEmpty();
        assertThat(found.width()).isEqualTo(90);
        for (Detection detection : found) {
            assertThat(detection.label()).isIn("disc", "bar");
            assertThat(detection.categoryId()).isIn(7L, 9L);
            assertThat(detection.score()).isBetween(0.2, 1.0);
            assertThat(detection.softMask().height()).isEqualTo(24);
            assertThat(detection.mask().height()).isEqualTo(70);
            int area = 0;
            for (byte pixel : detection.bitmap()) {
                area += pixel;
            }
            assertThat(area).isEqualTo(detection.mask().area());
            assertThat(detection.polygons().isEmpty()).isEqualTo(area == 0);
        }
        assertThat(found.atLeast(0.9).stream().allMatch(d -> d.score() >= 0.9)).isTrue();
    }

    @Test
    void aBatchFindsWhatEachPictureAloneGives() {
        List<Image> pictures = List.of(
                TinyModel.picture(90, 70, 1),
                TinyModel.picture(64, 64, 2),
                TinyModel.picture(90, 70, 3),
                TinyModel.picture(45, 35, 4));
        List<Segmentation> batch = model.segment(pictures);
        for (int i = 0; i < pictures.size(); i++) {
            assertSame(batch.get(i), model.segment(pictures.get(i)));
        }
    }

    @Test
    void manyThreadsGetTheAnswersOfOne() throws InterruptedException, ExecutionException {
        List<Image> pictures = new ArrayList<>();
        List<Segmentation> alone = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pictures.add(TinyModel.picture(60 + 5 * i, 70, i));
            alone.add(model.segment(pictures.get(i)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Segmentation>> answers = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                for (Image picture : pictures) {
                    answers.add(threads.submit(() -> model.segment(picture)));
                }
            }
            for (int i = 0; i < answers.size(); i++) {
                assertSame(answers.get(i).get(), alone.get(i % 8));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void assertSame(Segmentation found, Segmentation expected) {
        assertThat(found.detections()).hasSameSizeAs(expected.detections());
        for (int i = 0; i < found.detections().size(); i++) {
            Detection one = found.detections().get(i);
            Detection other = expected.detections().get(i);
            assertThat(one.label()).isEqualTo(other.label());
            assertThat(one.score()).isCloseTo(other.score(), within(1e-5));
            assertThat(one.box().x1()).isCloseTo(other.box().x1(), within(1e-3));
            assertThat(one.box().y2()).isCloseTo(other.box().y2(), within(1e-3));
        }
    }

    @Test
    void anObserverSeesEveryStageInOrderAndWhatFiltersRemoved() {
        Recorder recorder = new Recorder();
        model.segment(List.of(TinyModel.picture(90, 70, 1)), SegmentOptions.DEFAULT, recorder);
        assertThat(recorder.begun).containsExactly(Stage.values());
        assertThat(recorder.ended).containsExactly(Stage.values());
        assertThat(recorder.tensors)
                .containsKeys("input", "backbone.block2", "rpn.objectness", "box.rois", "mask.probabilities");
        assertThat(recorder.reasons).anyMatch(reason -> reason.startsWith("PROPOSALS: IoU above 0.7"));
        assertThat(recorder.reasons).anyMatch(reason -> reason.startsWith("DETECTIONS: score too low"));
    }

    @Test
    void optionsNarrowWhatIsFound() {
        Image picture = TinyModel.picture(90, 70, 1);
        Segmentation all = model.segment(picture);
        double high = all.stream().mapToDouble(Detection::score).max().orElseThrow();
        assertThat(model.segment(picture, SegmentOptions.DEFAULT.withMinimumScore(high)))
                .hasSize((int) all.stream().filter(d -> d.score() >= high).count());
        assertThat(model.segment(picture, SegmentOptions.DEFAULT.withClasses(Set.of("bar"))))
                .allMatch(detection -> detection.label().equals("bar"));
        assertThat(model.segment(picture, SegmentOptions.DEFAULT.withAgnosticNms(true))
                        .detections())
                .hasSizeLessThanOrEqualTo(all.detections().size());
        assertThatThrownBy(() -> model.segment(picture, SegmentOptions.DEFAULT.withClasses(Set.of("square"))))
                .hasMessage("class 'square' is unknown to this model; it knows bar, disc");
    }

    @Test
    void aPictureOfOnePixelAndAVeryLongOneWork() {
        assertThat(model.segment(TinyModel.picture(1, 1, 1)).width()).isEqualTo(1);
        assertThat(model.segment(TinyModel.picture(3000, 1, 1)).height()).isEqualTo(1);
    }

    @Test
    void settingsChangeConventionsAndWrongOnesAreExplained() throws IOException {
        ModelOptions strict =
                new ModelOptions(Optional.empty(), Optional.empty(), Map.of("detections.scoreThreshold", "0.9"));
        try (MaskRcnn other = MaskRcnn.load(file, FLOAT32.withModel(strict))) {
            assertThat(other.segment(TinyModel.picture(90, 70, 1))).allMatch(d -> d.score() > 0.9);
        }
        ModelOptions misspelt =
                new ModelOptions(Optional.empty(), Optional.empty(), Map.of("detections.scoreTreshold", "0.9"));
        assertThatThrownBy(() -> MaskRcnn.load(file, FLOAT32.withModel(misspelt)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no 'scoreTreshold' here, there is scoreThreshold, smallestSide");
    }

    @Test
    void segmentingAgainAndAgainLeavesMemoryFlat() {
        Image picture = TinyModel.picture(90, 70, 1);
        for (int i = 0; i < 300; i++) { // until the young generation has been through and the code is compiled
            model.segment(picture);
        }
        long before = Engine.residentBytes();
        for (int i = 0; i < 500; i++) {
            model.segment(picture);
        }
        assertThat(Engine.residentBytes() - before).isLessThan(20L << 20);
    }

    @Test
    void theBestDetectionsKeepTheirOrder() throws IOException {
        try (MaskRcnn model = MaskRcnn.load(TinyModel.write(folder))) {
            Segmentation found = model.segment(TinyModel.picture(90, 70, 1));
            int count = found.detections().size();
            assertThat(count).isGreaterThan(3);
            assertThat(found.best(count)).isSameAs(found);
            Segmentation best = found.best(3);
            assertThat(best.detections()).hasSize(3).isSubsetOf(found.detections());
            double least = best.stream().mapToDouble(Detection::score).min().orElseThrow();
            assertThat(found.stream().filter(one -> one.score() > least)).hasSizeLessThan(3);
            List<Integer> places =
                    best.stream().map(found.detections()::indexOf).toList();
            assertThat(places).isSorted();
        }
    }
}

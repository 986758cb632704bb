package maskrcnn4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.image.Image;
import maskrcnn4j.inspect.section.Explanation;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {
    @TempDir
    private Path folder;

    private static Truth truth(Image picture, Box... boxes) {
        List<TruthObject> objects = new ArrayList<>();
        List<TargetObject> targets = new ArrayList<>();
        for (Box box : boxes) {
            objects.add(new TruthObject("disc", 1, box, Optional.empty(), false));
            targets.add(new TargetObject(1, box, Optional.empty()));
        }
        return new Truth(objects, new TrainingPicture(picture, targets));
    }

    @Test
    void keepsTheNumbersOfEveryStage() throws IOException {
        try (Inspector inspector = Inspector.open(TinyFiles.model(folder))) {
            Inspection seen = inspector.inspect(TinyModels.picture(96, 72));

            assertThat(seen.input().channels()).isEqualTo(3);
            assertThat(seen.input().values())
                    .hasSize(3 * seen.input().height() * seen.input().width());
            assertThat(seen.rpn()).hasSize(1);
            RpnLevel level = seen.rpn().get(0);
            assertThat(level.size()).isEqualTo(level.height() * level.width() * level.perCell());
            assertThat(level.anchors()).hasSize(4 * level.size());
            assertThat(seen.proposals().grids()).hasSize(seen.proposals().size());
            assertThat(seen.detections().probabilities())
                    .hasSize(seen.proposals().size() * seen.detections().classes());
            for (int i = 0; i < seen.proposals().size(); i++) {
                assertThat(seen.probability(i, 0) + seen.probability(i, 1) + seen.probability(i, 2))
                        .isCloseTo(1, within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torchvision-v1",
                "torchvision-v2",
                "detectron2-r50-fpn",
                "matterport-r50",
                "matterport-modern-r50"
            })
    void knowsWhatBecameOfEveryCandidateInEveryFamily(String preset) throws IOException {
        Path weights = TinyModels.write(folder, preset, Map.of("detections.scoreThreshold", "0.1"));
        try (Inspector inspector = Inspector.open(weights)) {
            Inspection seen = inspector.inspect(TinyModels.picture(96, 72));

            assertThat(seen.trunk()).extracting(FeatureView::name).containsExactly("C2", "C3", "C4", "C5");
            assertThat(seen.pyramid()).extracting(FeatureView::name).containsExactly("P2", "P3", "P4", "P5", "P6");
            assertThat(seen.rpn()).hasSize(5);
            Candidates first = seen.proposals().candidates();
            // Matterport's list is filled up with one box of zeros, which stands for all of them.
            assertThat(seen.proposals().size() - first.count(Fate.KEPT))
                    .isBetween(0, preset.equals("matterport-r50") ? 1 : 0);
            assertThat(selected(first, Fate.KEPT))
                    .containsAll(boxes(seen.proposals().boxes(), first.count(Fate.KEPT)));
            Candidates second = seen.detections().candidates();
            assertThat(second.count(Fate.KEPT))
                    .isEqualTo(seen.detections().scores().length)
                    .isPositive();
            assertThat(selected(second, Fate.KEPT))
                    .containsExactlyInAnyOrderElementsOf(boxes(seen.detections().boxes(), second.count(Fate.KEPT)));
            for (int i = 0; i < second.size(); i++) {
                if (second.fates()[i] == Fate.SUPPRESSED) {
                    int rival = second.rivals()[i];
                    assertThat(second.scores()[rival]).isGreaterThanOrEqualTo(second.scores()[i]);
                    assertThat(second.labels()[rival]).isEqualTo(second.labels()[i]);
                }
            }
        }
    }

    private static List<List<Float>> selected(Candidates all, Fate fate) {
        List<List<Float>> boxes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.fates()[i] == fate) {
                boxes.add(box(all.corners(), i));
            }
        }
        return boxes;
    }

    private static List<List<Float>> boxes(float[] corners, int count) {
        List<List<Float>> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boxes.add(box(corners, i));
        }
        return boxes;
    }

    private static List<Float> box(float[] corners, int i) {
        return List.of(corners[4 * i], corners[4 * i + 1], corners[4 * i + 2], corners[4 * i + 3]);
    }

    @Test
    void filtersLeaveWhatTheNextOneBeginsWith() throws IOException {
        try (Inspector inspector = Inspector.open(TinyFiles.model(folder))) {
            Inspection seen = inspector.inspect(TinyModels.picture(96, 72));
            for (Stage stage : List.of(Stage.PROPOSALS, Stage.DETECTIONS)) {
                List<Removal> own = seen.removals().stream()
                        .filter(removal -> removal.stage() == stage)
                        .toList();
                for (int i = 1; i < own.size(); i++) {
                    assertThat(own.get(i).before()).isEqualTo(own.get(i - 1).after());
                }
                int left = stage == Stage.PROPOSALS
                        ? seen.proposals().size()
                        : seen.detections().scores().length;
                assertThat(own.get(own.size() - 1).after()).isEqualTo(left);
            }
        }
    }

    @Test
    void explainsThatNothingWasFoundByTheBestScore() throws IOException {
        Path weights = TinyModels.write(folder, "torchvision-v1", Map.of("detections.scoreThreshold", "0.9"));
        try (Inspector inspector = Inspector.open(weights)) {
            Inspection seen = inspector.inspect(TinyModels.picture(96, 72));
            double best = 0;
            for (int i = 0; i < seen.proposals().size(); i++) {
                best = Math.max(best, seen.probability(i, seen.bestLabel(i)));
            }

            assertThat(seen.found().detections()).isEmpty();
            assertThat(Explanation.of(seen))
                    .startsWith("No detections. The best of " + seen.proposals().size() + " proposals scored "
                            + String.format(Locale.ROOT, "%.3f", best) + " (")
                    .contains("; the limit is 0.9, so none passed");
            assertThat(InspectionPage.of(seen, "noise").toHtml()).contains("so none passed");
        }
    }

    @Test
    void seesWhatTrainingWouldAskOfThePicture() throws IOException {
        Image picture = TinyModels.picture(96, 72);
        try (Inspector inspector = Inspector.open(TinyFiles.model(folder))) {
            Inspection seen =
                    inspector.inspect(picture, truth(picture, new Box(10, 8, 40, 50), new Box(50, 20, 90, 60)));
            Lesson lesson = seen.lesson().orElseThrow();

            assertThat(lesson.labels()).containsExactly(1, 1);
            assertThat(lesson.anchorLabels()).hasSize(seen.rpn().get(0).size());
            assertThat(lesson.anchors(1) + lesson.anchors(0) + lesson.anchors(-1))
                    .isEqualTo(lesson.anchorLabels().length);
            assertThat(labels(lesson, lesson.positives())).isNotEmpty().containsOnly(1);
            assertThat(labels(lesson, lesson.negatives())).isNotEmpty().containsOnly(0);
            assertThat(lesson.roiLabels()).isNotEmpty().containsOnly(1);
            assertThat(lesson.losses()).hasSize(5);
            assertThat(titles(InspectionPage.of(seen, "noise")))
                    .contains("Matches", "Anchor targets", "Sampled boxes", "Mask targets");
        }
    }

    private static int[] labels(Lesson lesson, int[] anchors) {
        return Arrays.stream(anchors)
                .map(anchor -> lesson.anchorLabels()[anchor])
                .toArray();
    }

    private static List<String> titles(ReportPage page) {
        return page.sections().stream().map(Section::title).toList();
    }

    @Test
    void pageHoldsEveryStageAndNeedsNothingElse() throws IOException {
        try (Inspector inspector = Inspector.open(TinyFiles.model(folder))) {
            Inspection seen = inspector.inspect(TinyModels.picture(96, 72));
            ReportPage page = InspectionPage.of(seen, "noise.png");

            assertThat(titles(page))
                    .containsExactly(
                            "Outcome",
                            "Network input",
                            "Trunk",
                            "Pyramid",
                            "Anchors",
                            "Objectness",
                            "Proposals",
                            "Levels",
                            "RoIAlign",
                            "Classes",
                            "Filters",
                            "Soft masks",
                            "Pasted masks");
            String html = page.toHtml();
            assertThat(html).doesNotContain("src=\"http").doesNotContain("@import url");
            for (Removal removal : seen.removals()) {
                assertThat(html).contains(String.format(Locale.ROOT, "%,d", removal.before()));
            }
            for (Detection found : seen.found()) {
                assertThat(html).contains(String.format(Locale.ROOT, "%.3f", found.score()));
            }
        }
    }
}

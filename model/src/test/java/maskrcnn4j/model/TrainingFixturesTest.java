package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.Matcher;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Recorded;
import maskrcnn4j.testing.formula.RecordedLosses;
import maskrcnn4j.testing.formula.TorchvisionSettings;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Holds whole training passes against the references': targets, losses, gradients, and what three steps make of them. */
@Tag("fixtures")
class TrainingFixturesTest {
    @TestFactory
    Stream<DynamicContainer> everyStageOfEveryFileIsTheReferences() {
        return FixtureFile.trainings().stream().map(path -> container(FixtureFile.read(path)));
    }

    private static DynamicContainer container(FixtureFile file) {
        TrainingRun[] once = new TrainingRun[1];
        Map<String, Consumer<Check>> checks = new java.util.LinkedHashMap<>();
        checks.put("targets", Check::targets);
        checks.put("anchors", Check::anchors);
        checks.put("proposals", Check::proposals);
        checks.put("heads", Check::heads);
        checks.put("losses", Check::losses);
        checks.put("gradients", Check::gradients);
        checks.put("steps", Check::steps);
        checks.put("picture without objects", Check::withoutObjects);
        return DynamicContainer.dynamicContainer(
                file.toString(),
                checks.entrySet().stream()
                        .map(check -> DynamicTest.dynamicTest(check.getKey(), () -> {
                            if (once[0] == null) {
                                once[0] = run(file);
                            }
                            check.getValue().accept(new Check(file, once[0]));
                        })));
    }

    private static TrainingRun run(FixtureFile file) {
        try {
            return new TrainingRun(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Check(FixtureFile file, TrainingRun run) {
        private int pictures() {
            return run.objects.size();
        }

        private void each(String stage, java.util.function.BiConsumer<Recorded, Integer> check) {
            for (int i = 0; i < pictures(); i++) {
                if (file.hasStage(stage + "." + i)) {
                    check.accept(file.stage(stage + "." + i), i);
                }
            }
        }

        void targets() {
            each("target.boxes", (wanted, i) -> {
                float[] boxes = run.objects.get(i).boxes().toArray();
                wanted.requireClose(new long[] {boxes.length / 4, 4}, boxes);
            });
            each("target.polygons", (wanted, i) -> {
                double[] corners = run.objects.get(i).masks().stream()
                        .flatMap(mask -> ((TargetMask.Outlines) mask.orElseThrow()).rings().stream())
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
                assertThat(wanted.worst(corners)).isLessThanOrEqualTo(wanted.tolerance());
            });
            JsonNode masks = file.root().path("masks");
            for (int i = 0; i < masks.size(); i++) {
                for (int k = 0; k < masks.get(i).size(); k++) {
                    Rle pixels = ((TargetMask.Pixels)
                                    run.objects.get(i).masks().get(k).orElseThrow())
                            .pixels();
                    assertThat(Arrays.stream(pixels.counts()).asLongStream().toArray())
                            .isEqualTo(FixtureFile.longs(masks.get(i).get(k).path("counts")));
                }
            }
        }

        void anchors() {
            each(
                    "rpn.positiveAnchors",
                    (wanted, i) -> assertThat(places(i, Matcher.FOREGROUND)).isEqualTo(wanted.integers()));
            each(
                    "rpn.ignoredAnchors",
                    (wanted, i) -> assertThat(places(i, Matcher.IGNORED)).isEqualTo(wanted.integers()));
            each("rpn.matchedBoxes", (wanted, i) -> {
                float[] boxes = run.anchors.get(i).matchedBoxes().toArray();
                wanted.requireClose(new long[] {boxes.length / 4, 4}, boxes);
            });
            if (file.hasStage("rpn.anchorCounts")) {
                int[] counts = file.stage("rpn.anchorCounts").integers();
                for (int i = 0; i < pictures(); i++) {
                    assertThat(places(i, Matcher.FOREGROUND)).hasSize(counts[3 * i]);
                    assertThat(places(i, Matcher.BACKGROUND)).hasSize(counts[3 * i + 1]);
                    assertThat(places(i, Matcher.IGNORED)).hasSize(counts[3 * i + 2]);
                }
            }
        }

        private int[] places(int image, byte wanted) {
            AnchorTargets.Targets of = run.anchors.get(image);
            byte[] labels = of.matches().labels();
            return java.util.stream.IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == wanted)
                    .toArray();
        }

        void proposals() {
            each("rpn.proposals", (wanted, i) -> {
                int[] rows = rows(wanted, run.proposals.get(i));
                Recorded scores = file.stage("rpn.proposalScores." + i);
                double[] own = new double[rows.length];
                for (int row = 0; row < rows.length; row++) {
                    own[row] = run.proposalScores.get(i)[rows[row]];
                }
                scores.requireClose(scores.shape(), own);
            });
            each("box.sampled", (wanted, i) -> {
                ProposalTargets.Targets of = run.rois.get(i);
                int[] rows = sampledRows(i);
                int[] labels = file.stage("box.labels." + i).integers();
                for (int row = 0; row < rows.length; row++) {
                    int label = rows[row] < of.positives() ? of.labels()[rows[row]] : 0;
                    assertThat(label).as("label of roi " + row).isEqualTo(ourLabel(labels[row]));
                }
                if (file.hasStage("box.matchedIndex." + i)) {
                    int[] matched = file.stage("box.matchedIndex." + i).integers();
                    for (int row = 0; row < rows.length; row++) {
                        if (ourLabel(labels[row]) > 0) {
                            assertThat(of.truths()[rows[row]]).isEqualTo(matched[row]);
                        }
                    }
                }
                if (file.hasStage("box.regressionTargets." + i)) {
                    Recorded deltas = file.stage("box.regressionTargets." + i);
                    double[] all = deltas.values();
                    for (int row = 0; row < rows.length; row++) {
                        for (int k = 0; ourLabel(labels[row]) > 0 && k < 4; k++) {
                            assertThat((double) of.deltas()[4 * rows[row] + k])
                                    .isCloseTo(all[4 * row + k], within(deltas.tolerance()));
                        }
                    }
                }
            });
        }

        private boolean backgroundFirst() {
            return TorchvisionSettings.are(file.settings());
        }

        private int ourLabel(int recorded) {
            if (backgroundFirst()) {
                return recorded;
            }
            return recorded == file.settings().path("numClasses").asInt() ? 0 : recorded + 1;
        }

        private int[] sampledRows(int image) {
            return rows(
                    file.stage("box.sampled." + image),
                    run.rois.get(image).rois().toArray());
        }

        /** Which of our rows each recorded box is; every one of them once, equal ones in turn. */
        private int[] rows(Recorded wanted, float[] ours) {
            double[] boxes = wanted.values();
            assertThat(ours).hasSize(boxes.length);
            int[] rows = new int[boxes.length / 4];
            boolean[] taken = new boolean[rows.length];
            for (int row = 0; row < rows.length; row++) {
                int best = -1;
                double bestDistance = Double.POSITIVE_INFINITY;
                for (int candidate = 0; candidate < rows.length; candidate++) {
                    double distance = 0;
                    for (int k = 0; k < 4; k++) {
                        distance = Math.max(distance, Math.abs(ours[4 * candidate + k] - boxes[4 * row + k]));
                    }
                    if (!taken[candidate] && distance < bestDistance) {
                        best = candidate;
                        bestDistance = distance;
                    }
                }
                assertThat(bestDistance).as(wanted.name() + " row " + row).isLessThanOrEqualTo(wanted.tolerance());
                taken[best] = true;
                rows[row] = best;
            }
            return rows;
        }

        void heads() {
            if (!file.hasStage("box.logits")) {
                return;
            }
            int[] boxRows = new int[(int) file.stage("box.logits").shape()[0]];
            int[] maskRows = new int[(int) file.stage("mask.logits").shape()[0]];
            int at = 0;
            int mask = 0;
            int first = 0;
            int firstMask = 0;
            for (int i = 0; i < pictures(); i++) {
                ProposalTargets.Targets of = run.rois.get(i);
                for (int row : sampledRows(i)) {
                    boxRows[at++] = first + row;
                    if (row < of.positives()) {
                        maskRows[mask++] = firstMask + row;
                    }
                }
                first += of.rois().size();
                firstMask += of.positives();
            }
            requireRows("box.logits", run.tensors.get("box.logits"), boxRows);
            requireRows("box.deltas", run.tensors.get("box.deltas"), boxRows);
            requireRows("mask.logits", run.tensors.get("mask.logits"), maskRows);
            long[] shape = {maskRows.length, run.maskSize, run.maskSize};
            requireRows("mask.targets", new Recorder.Recorded(shape, run.maskTargets), maskRows);
        }

        private void requireRows(String stage, Recorder.Recorded ours, int[] rows) {
            int width = ours.values().length / rows.length;
            float[] ordered = new float[ours.values().length];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(ours.values(), rows[row] * width, ordered, row * width, width);
            }
            file.stage(stage).requireClose(ours.shape(), ordered);
        }

        void losses() {
            for (String stage : file.stages()) {
                if (stage.startsWith("loss.")) {
                    RecordedLosses.requireClose(file.stage(stage), 0, run.losses.get(0));
                }
            }
        }

        void gradients() {
            for (String stage : file.stages()) {
                if (stage.equals("gradient.totalNorm")) {
                    file.stage(stage).requireClose(new long[0], new double[] {run.gradientNorm});
                } else if (stage.startsWith("gradient.")) {
                    Recorder.Recorded ours = run.gradients.get(stage.substring("gradient.".length()));
                    file.stage(stage).requireClose(ours.shape(), ours.values());
                }
            }
        }

        void steps() {
            for (String stage : file.stages()) {
                if (stage.startsWith("steps.loss.")) {
                    Recorded wanted = file.stage(stage);
                    for (int step = 0; step < wanted.count(); step++) {
                        RecordedLosses.requireClose(wanted, step, run.losses.get(step));
                    }
                } else if (stage.startsWith("parameterAfter.") || stage.startsWith("bufferAfter.")) {
                    Recorder.Recorded ours = run.after.get(stage.substring(stage.indexOf('.') + 1));
                    file.stage(stage).requireClose(ours.shape(), ours.values());
                }
            }
        }

        void withoutObjects() {
            RecordedLosses.requireCloseWithoutObjects(file, run.lossesWithoutObjects);
            assertThat(run.lossesWithoutObjects.size()).isIn(0, 5);
        }
    }
}

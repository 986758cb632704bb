package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.box.VerticalFirstDeltas;
import maskrcnn4j.model.rpn.CornerAnchors;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.FramedTraining;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Summary;
import maskrcnn4j.weights.safetensors.SafetensorsReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What anchors and proposals should say by Matterport's rules, held against NumPy's and TensorFlow's numbers. */
@Tag("fixtures")
class MatterportTargetsTest {
    private static final ModelSpec PARITY = Presets.named("matterport-r50").spec();
    private static final TrainingSpec TRAINING = PARITY.training();
    private static final FramedTraining FRAMED = TRAINING.framed().orElseThrow();

    private static JsonNode file(String name) {
        return FixtureFile.parse(Shared.require("fixtures/matterport/ops/" + name));
    }

    private static Stream<DynamicTest> tests(JsonNode cases, Consumer<JsonNode> test) {
        return cases.valueStream()
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(), () -> test.accept(c)));
    }

    private static int[] ints(JsonNode list) {
        return Arrays.stream(FixtureFile.doubles(list))
                .mapToInt(value -> (int) value)
                .toArray();
    }

    private static double[] anchors(JsonNode c) {
        AnchorSpec.Corners spec = (AnchorSpec.Corners) PARITY.anchors();
        List<Double> scales =
                Arrays.stream(FixtureFile.doubles(c.path("scales"))).boxed().toList();
        return new CornerAnchors(scales, spec.ratios(), spec.strides(), spec.every())
                .pixels(
                        c.path("image_shape").get(0).asInt(),
                        c.path("image_shape").get(1).asInt());
    }

    /** The boxes of y1, x1, y2, x2 whose class is above 0 or, for crowds, below. */
    private static Boxes boxes(JsonNode boxes, JsonNode classes, boolean crowds) {
        float[] corners = FixtureFile.floats(boxes);
        int[] ids = ints(classes);
        int[] chosen = IntStream.range(0, corners.length / 4)
                .filter(i -> crowds ? ids[i] < 0 : ids[i] > 0)
                .toArray();
        return NormalizedBoxes.toBoxes(corners).select(chosen);
    }

    private static TrainingSpec.RpnTraining rpn(int perImage) {
        TrainingSpec.RpnTraining rpn = TRAINING.rpn();
        return new TrainingSpec.RpnTraining(
                rpn.matching(),
                new SamplingSpec(perImage, rpn.sampling().positiveShare()),
                rpn.candidates(),
                rpn.proposals(),
                rpn.boxLoss(),
                rpn.divisor());
    }

    private static AnchorTargets.Targets anchorTargets(JsonNode c, int perImage) {
        return new AnchorTargets(
                        rpn(perImage),
                        VerticalFirstDeltas.inDoublePrecision(
                                PARITY.rpn().proposals().weights()),
                        PARITY.boxRule(),
                        FRAMED.crowdIou())
                .of(
                        new DoubleBoxes(anchors(c)),
                        boxes(c.path("boxes"), c.path("class_ids"), false),
                        boxes(c.path("boxes"), c.path("class_ids"), true),
                        new SplittableRandom(1));
    }

    @TestFactory
    Stream<DynamicTest> anchorsHaveTheReferencesLabels() {
        return tests(file("rpn_targets.json").path("cases"), c -> {
            byte[] labels = anchorTargets(c, 1 << 24).matches().labels();
            assertThat(labels).hasSize(c.path("anchors").asInt());
            byte[] signs = new byte[labels.length];
            for (int i = 0; i < labels.length; i++) {
                signs[i] = (byte) (labels[i] == Matcher.FOREGROUND ? 1 : labels[i] == Matcher.BACKGROUND ? -1 : 0);
            }
            assertThat(places(labels, Matcher.FOREGROUND)).containsExactly(ints(c.path("positive_anchors")));
            if (!c.path("neutral_anchors").isNull()) {
                assertThat(places(labels, Matcher.IGNORED)).containsExactly(ints(c.path("neutral_anchors")));
            }
            assertThat(places(labels, Matcher.IGNORED))
                    .hasSize(c.path("neutral").asInt());
            assertThat(places(labels, Matcher.BACKGROUND))
                    .hasSize(c.path("negatives").asInt());
            assertThat(Summary.crc32(signs)).isEqualTo(c.path("labels_crc32").asString());
        });
    }

    private static int[] places(byte[] labels, byte wanted) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == wanted)
                .toArray();
    }

    @TestFactory
    Stream<DynamicTest> foregroundAnchorsHaveTheReferencesDeltas() {
        return tests(file("rpn_targets.json").path("cases"), c -> {
            AnchorTargets.Targets targets = anchorTargets(c, 1 << 24);
            Boxes truths = boxes(c.path("boxes"), c.path("class_ids"), false);
            DoubleBoxes anchors = new DoubleBoxes(anchors(c));
            double[] expected = FixtureFile.doubles(c.path("deltas"));
            float[] single = targets.deltas();
            int[] positives = targets.sample().positives();
            for (int i = 0; i < positives.length; i++) {
                int truth = targets.matches().truths()[positives[i]];
                assertThat(truth).isEqualTo(ints(c.path("gt_of_each"))[i]);
                double[] deltas = VerticalFirstDeltas.encode(
                        anchors.box(positives[i]),
                        truths.box(truth),
                        PARITY.rpn().proposals().weights());
                for (int k = 0; k < 4; k++) {
                    assertThat(deltas[k]).isCloseTo(expected[4 * i + k], within(1e-12));
                    assertThat(single[4 * i + k]).isEqualTo((float) deltas[k]);
                }
            }
            assertThat(single).hasSize(expected.length);
        });
    }

    @TestFactory
    Stream<DynamicTest> theSampleOfAnchorsHasTheReferencesSize() {
        return tests(
                file("rpn_targets.json").path("cases"),
                c -> c.properties().stream()
                        .filter(entry -> entry.getKey().startsWith("after_subsampling_"))
                        .forEach(entry -> {
                            int perImage = Integer.parseInt(entry.getKey().substring("after_subsampling_".length()));
                            BalancedSampler.Sample sample =
                                    anchorTargets(c, perImage).sample();
                            assertThat(sample.positives())
                                    .hasSize(entry.getValue().path("positives").asInt());
                            assertThat(sample.negatives())
                                    .hasSize(entry.getValue().path("negatives").asInt());
                        }));
    }

    @Test
    void overlapsAreTheReferences() {
        JsonNode c = file("rpn_targets.json").path("overlaps");
        DoubleBoxes candidates = new DoubleBoxes(FixtureFile.doubles(c.path("a")));
        Boxes truths = NormalizedBoxes.toBoxes(FixtureFile.floats(c.path("b")));
        double[] expected = FixtureFile.doubles(c.path("iou"));
        double[] row = new double[candidates.size()];
        for (int truth = 0; truth < truths.size(); truth++) {
            if (!candidates.iou(truths, truth, PARITY.boxRule().extent(), 0, row)) {
                Arrays.fill(row, 0);
            }
            for (int i = 0; i < row.length; i++) {
                assertThat(row[i]).isEqualTo(expected[i * truths.size() + truth]);
            }
        }
    }

    /** Everything counts: as many rois as the larger of both kinds needs for its share. */
    private static ProposalTargets.Targets proposalTargets(JsonNode c) {
        TrainingSpec.RoiTraining all = new TrainingSpec.RoiTraining(
                TRAINING.roi().matching(),
                new SamplingSpec(1 << 20, 0.5),
                TRAINING.roi().boxLoss());
        FramedTraining framed = new FramedTraining(
                FRAMED.objects(),
                FRAMED.crowdIou(),
                FRAMED.miniMask(),
                false,
                false,
                FRAMED.maskClip(),
                FRAMED.lossWeights());
        int[] ids = ints(c.path("class_ids"));
        return new ProposalTargets(
                        all,
                        framed,
                        VerticalFirstDeltas.inSinglePrecision(PARITY.boxHead().weights()),
                        PARITY.boxRule())
                .of(
                        NormalizedBoxes.toBoxes(FixtureFile.floats(c.path("proposals"))),
                        boxes(c.path("gt_boxes"), c.path("class_ids"), false),
                        IntStream.of(ids).filter(id -> id > 0).toArray(),
                        boxes(c.path("gt_boxes"), c.path("class_ids"), true),
                        new SplittableRandom(1));
    }

    @TestFactory
    Stream<DynamicTest> proposalsHaveTheReferencesTargets() {
        return tests(file("detection_targets.json").path("cases"), c -> {
            Boxes proposals = NormalizedBoxes.toBoxes(FixtureFile.floats(c.path("proposals")));
            ProposalTargets.Targets targets = proposalTargets(c);
            Boxes expected = proposals.select(ints(c.path("positive"))).and(proposals.select(ints(c.path("negative"))));
            assertThat(targets.rois()).isEqualTo(expected);
            assertThat(targets.labels()).containsExactly(ints(c.path("target_class_ids")));
            assertThat(targets.truths()).containsExactly(ints(c.path("target_gt")));
            float[] deltas = FixtureFile.floats(c.path("target_deltas"));
            assertThat(targets.deltas()).hasSameSizeAs(deltas);
            for (int i = 0; i < deltas.length; i++) {
                assertThat((double) targets.deltas()[i]).isCloseTo(deltas[i], within(2e-6));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> masksAreCutAsTheReferenceCutsThem() {
        return tests(file("detection_targets.json").path("cases"), c -> {
            ProposalTargets.Targets targets = proposalTargets(c);
            List<TargetMask> own = new ArrayList<>();
            List<TargetMask.Cut> cuts = cuts(c);
            IntStream.of(targets.truths()).forEach(truth -> own.add(cuts.get(truth)));
            int size = Math.toIntExact(new Summary("soft", c.path("soft")).shape()[2]);
            float[] drawn = new MaskTargets(TRAINING.masks()).draw(own, targets.positiveRois(), size);
            float[] soft = new float[drawn.length];
            for (int i = 0; i < own.size(); i++) {
                TargetMask.Cut cut = (TargetMask.Cut) own.get(i);
                CutTargets.sample(cut, cut.pixels().toBitmap(), targets.positiveRois(), i, size, soft, i * size * size);
            }
            if (soft.length > 0) {
                new Summary("soft", c.path("soft")).requireClose(soft, 1e-6);
            }
            assertThat(drawn).containsExactly(masks(c.path("target_masks").asString(), drawn.length));
            int[] areas = new int[own.size()];
            for (int i = 0; i < drawn.length; i++) {
                areas[i / (size * size)] += (int) drawn[i];
            }
            assertThat(areas).containsExactly(ints(c.path("target_mask_pixels")));
        });
    }

    private static List<TargetMask.Cut> cuts(JsonNode c) {
        int height = c.path("gt_mask_shape").get(0).asInt();
        int width = c.path("gt_mask_shape").get(1).asInt();
        int[] ids = ints(c.path("class_ids"));
        float[] boxes = FixtureFile.floats(c.path("gt_boxes"));
        List<TargetMask.Cut> cuts = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] > 0) {
                Rle pixels =
                        Rle.ofCounts(height, width, ints(c.path("gt_masks_rle").get(i)));
                cuts.add(new TargetMask.Cut(
                        pixels,
                        c.path("mini_mask").asBoolean()
                                ? Arrays.copyOfRange(boxes, 4 * i, 4 * i + 4)
                                : new float[] {0, 0, 1, 1}));
            }
        }
        return cuts;
    }

    private static float[] masks(String name, int count) {
        try (var tensors = SafetensorsReader.open(Shared.require("fixtures/matterport/ops/tensors.safetensors"))) {
            var bytes = tensors.read(name);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = bytes.get(bytes.position() + i) & 0xff;
            }
            return values;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void thereIsSoMuchBackgroundThatForegroundHasItsShare() {
        for (JsonNode c : file("detection_targets.json").path("sample_sizes")) {
            SamplingSpec spec = new SamplingSpec(
                    c.path("TRAIN_ROIS_PER_IMAGE").asInt(),
                    c.path("ROI_POSITIVE_RATIO").asDouble());
            BalancedSampler sampler = new BalancedSampler(spec, BalancedSampler.Background.KEEPS_THE_SHARE);
            int most = c.path("largest_positive_count").asInt();
            int[] expected = ints(c.path("negatives_for_positives_0_to_limit"));
            for (int positives = 0; positives <= most; positives++) {
                assertThat(sampler.background(positives)).isEqualTo(expected[positives]);
            }
            byte[] labels = new byte[4 * spec.perImage()];
            Arrays.fill(labels, 0, 2 * spec.perImage(), Matcher.FOREGROUND);
            BalancedSampler.Sample sample = sampler.sample(labels, new SplittableRandom(1));
            assertThat(sample.positives()).hasSize(most);
            assertThat(sample.negatives()).hasSize(expected[most]);
        }
    }
}

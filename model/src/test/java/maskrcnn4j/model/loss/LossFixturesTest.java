package maskrcnn4j.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.BalancedSampler;
import maskrcnn4j.model.target.FloatBoxes;
import maskrcnn4j.model.target.MaskTargets;
import maskrcnn4j.model.target.Matcher;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxLossSpec.Kind;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedObject;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds the losses, and their gradients, against the references' numbers on small inputs. */
@Tag("fixtures")
class LossFixturesTest {
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
    private static final List<Double> RPN_WEIGHTS = List.of(1.0, 1.0, 1.0, 1.0);
    private static final List<Double> BOX_WEIGHTS = List.of(10.0, 10.0, 5.0, 5.0);

    private static List<FixtureFile> files(String folder) {
        List<FixtureFile> files = new ArrayList<>();
        for (Path path : FixtureFile.list(folder, "op-losses.json")) {
            files.add(FixtureFile.read(path));
        }
        return files;
    }

    @Test
    void theBoxHeadsLossesEqualTorchvisions() {
        for (FixtureFile file : files("fixtures/torchvision")) {
            JsonNode node = file.root().path("box");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("logits"));
                Tensor deltas = leaf(node.path("deltas"));
                int[] labels = integers(node.path("labels"));
                int[] rows = rowsAbove(labels, 0);
                float[] targets = rowsOf4(node.path("targets"), rows);
                BoxHeadLoss loss = new BoxHeadLoss(
                        smoothL1(node.path("beta").asDouble()), RULE, BOX_WEIGHTS, TrainingSpec.Divisor.SAMPLED);
                Tensor classes = loss.classes(
                        logits, Arrays.stream(labels).asLongStream().toArray());
                Tensor boxes = loss.boxes(
                        deltas,
                        new BoxHeadLoss.Foreground(
                                rows,
                                IntStream.of(rows).map(row -> labels[row]).toArray(),
                                targets,
                                Boxes.of(),
                                Boxes.of()));
                requireLoss(classes, node.path("lossClassifier"));
                requireLoss(boxes, node.path("lossBoxReg"));
                Autograd.backward(classes.add(boxes));
                requireGradient(logits, node.path("logitsGradient"));
                requireGradient(deltas, node.path("deltasGradient"));
            }
        }
    }

    @Test
    void theRegionProposalLossesEqualTorchvisions() {
        for (FixtureFile file : files("fixtures/torchvision")) {
            JsonNode node = file.root().path("rpn");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("objectness"));
                Tensor deltas = leaf(node.path("deltas"));
                double[] labels = FixtureFile.doubles(node.path("labels").path("data"));
                int[] positives = rows(labels, 1);
                AnchorTargets.Targets targets = new AnchorTargets.Targets(
                        new Matcher.Matches(new int[0], new byte[0]),
                        new BalancedSampler.Sample(positives, rows(labels, 0)),
                        Boxes.of(new double[4 * positives.length]),
                        rowsOf4(node.path("targets"), positives));
                RpnLoss loss = new RpnLoss(
                        rpn(
                                smoothL1(node.path("beta").asDouble()),
                                node.path("batchSizePerImage").asInt(),
                                TrainingSpec.Divisor.SAMPLED),
                        RULE,
                        RPN_WEIGHTS);
                int anchors = labels.length;
                RpnLoss.Values values = loss.ofAll(
                        logits.reshape(1, anchors),
                        deltas.reshape(1, anchors, 4),
                        RpnLoss.Sampled.of(new FloatBoxes(Boxes.of(new double[4 * anchors])), List.of(targets)));
                requireLoss(values.objectness(), node.path("lossObjectness"));
                requireLoss(values.boxes(), node.path("lossRpnBoxReg"));
                Autograd.backward(values.objectness().add(values.boxes()));
                requireGradient(logits, node.path("objectnessGradient"));
                requireGradient(deltas, node.path("deltasGradient"));
            }
        }
    }

    @Test
    void theMaskLossEqualsTorchvisions() {
        for (FixtureFile file : files("fixtures/torchvision")) {
            JsonNode node = file.root().path("mask");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("logits"));
                int height = node.path("imageSize").get(0).asInt();
                int width = node.path("imageSize").get(1).asInt();
                List<TargetMask> masks = new ArrayList<>();
                for (JsonNode object : node.path("objects")) {
                    masks.add(new TargetMask.Pixels(
                            Rle.fromBitmap(height, width, ellipse(object).bitmap(height, width))));
                }
                int[] matched = integers(node.path("matchedIndex"));
                int[] labels = integers(node.path("gtLabels"));
                int size = (int) logits.size(3);
                float[] targets = new MaskTargets(TrainingSpec.MaskTarget.SOFT)
                        .draw(IntStream.of(matched).mapToObj(masks::get).toList(), boxes(node.path("boxes")), size);
                FixtureFile.recorded("targets", node.path("targets"))
                        .requireClose(new long[] {matched.length, size, size}, targets);
                int[] maps = IntStream.of(matched).map(m -> labels[m]).toArray();
                Tensor loss =
                        MaskLoss.of(logits, IntStream.range(0, maps.length).toArray(), maps, targets);
                requireLoss(loss, node.path("lossMask"));
                Autograd.backward(loss);
                requireGradient(logits, node.path("logitsGradient"));
                assertThat(MaskLoss.of(logits.narrow(0, 0, 0), new int[0], new int[0], new float[0])
                                .item())
                        .isEqualTo(node.path("noPositives").asDouble());
            }
        }
    }

    @Test
    void boxDistancesEqualDetectron2s() {
        for (FixtureFile file : files("fixtures/detectron2")) {
            JsonNode node = file.root().path("box");
            double[] foreground = FixtureFile.doubles(node.path("foreground").path("data"));
            int[] rows = rows(foreground, 1);
            double[] anchors = FixtureFile.doubles(node.path("anchors").path("data"));
            double[] truths = perImage(node.path("gtBoxes"));
            Boxes from = select(repeated(anchors, foreground.length), rows);
            Boxes to = select(truths, rows);
            for (JsonNode kind : node.path("kinds")) {
                try (Scope scope = Scope.open()) {
                    Tensor deltas = leaf(node.path("deltas"));
                    BoxLossSpec spec = new BoxLossSpec(
                            Kind.valueOf(kind.path("type").asString().toUpperCase(Locale.ROOT)),
                            kind.path("beta").asDouble());
                    Tensor chosen = deltas.reshape(-1, 4).indexSelect(0, index(rows));
                    Tensor loss =
                            new BoxLoss(spec, RULE, RPN_WEIGHTS).sum(chosen, deltas(from, to, RPN_WEIGHTS), from, to);
                    requireLoss(loss, kind.path("loss"));
                    Autograd.backward(loss);
                    requireGradient(deltas, kind.path("gradient"));
                }
            }
        }
    }

    @Test
    void theBoxHeadsLossesEqualDetectron2s() {
        for (FixtureFile file : files("fixtures/detectron2")) {
            JsonNode node = file.root().path("fastRcnn");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("logits"));
                Tensor deltas = leaf(node.path("deltas"));
                int[] classes = integers(node.path("gtClasses"));
                int background = (int) logits.size(1) - 1;
                int[] rows = IntStream.range(0, classes.length)
                        .filter(row -> classes[row] != background)
                        .toArray();
                Boxes from = boxes(node.path("proposals")).select(rows);
                Boxes to = boxes(node.path("gtBoxes")).select(rows);
                BoxHeadLoss loss = new BoxHeadLoss(
                        smoothL1(node.path("beta").asDouble(0)), RULE, BOX_WEIGHTS, TrainingSpec.Divisor.SAMPLED);
                Tensor classLoss = loss.classes(
                        logits, Arrays.stream(classes).asLongStream().toArray());
                Tensor boxLoss = loss.boxes(
                        deltas,
                        new BoxHeadLoss.Foreground(
                                rows,
                                IntStream.of(rows).map(row -> classes[row]).toArray(),
                                deltas(from, to, BOX_WEIGHTS),
                                from,
                                to));
                requireLoss(classLoss, node.path("lossCls"));
                requireLoss(boxLoss, node.path("lossBoxReg"));
                Autograd.backward(classLoss.add(boxLoss));
                requireGradient(logits, node.path("logitsGradient"));
                requireGradient(deltas, node.path("deltasGradient"));
            }
        }
    }

    @Test
    void theRegionProposalLossesEqualDetectron2s() {
        for (FixtureFile file : files("fixtures/detectron2")) {
            JsonNode node = file.root().path("rpn");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("logits"));
                Tensor deltas = leaf(node.path("deltas"));
                double[] labels = FixtureFile.doubles(node.path("labels").path("data"));
                double[] anchors = FixtureFile.doubles(node.path("anchors").path("data"));
                int count = anchors.length / 4;
                List<AnchorTargets.Targets> targets = new ArrayList<>();
                for (int image = 0; image < labels.length / count; image++) {
                    double[] own = Arrays.copyOfRange(labels, image * count, (image + 1) * count);
                    int[] positives = rows(own, 1);
                    Boxes to = boxes(node.path("gtBoxes").get(image)).select(positives);
                    targets.add(new AnchorTargets.Targets(
                            new Matcher.Matches(new int[0], new byte[0]),
                            new BalancedSampler.Sample(positives, rows(own, 0)),
                            to,
                            deltas(Boxes.of(anchors).select(positives), to, RPN_WEIGHTS)));
                }
                RpnLoss loss = new RpnLoss(
                        rpn(
                                smoothL1(node.path("beta").asDouble(0)),
                                node.path("batchSizePerImage").asInt(),
                                TrainingSpec.Divisor.BATCH),
                        RULE,
                        RPN_WEIGHTS);
                RpnLoss.Values values =
                        loss.ofAll(logits, deltas, RpnLoss.Sampled.of(new FloatBoxes(Boxes.of(anchors)), targets));
                requireLoss(values.objectness(), node.path("lossRpnCls"));
                requireLoss(values.boxes(), node.path("lossRpnLoc"));
                Autograd.backward(values.objectness().add(values.boxes()));
                requireGradient(logits, node.path("logitsGradient"));
                requireGradient(deltas, node.path("deltasGradient"));
            }
        }
    }

    @Test
    void theMaskLossEqualsDetectron2s() {
        for (FixtureFile file : files("fixtures/detectron2")) {
            JsonNode node = file.root().path("mask");
            try (Scope scope = Scope.open()) {
                Tensor logits = leaf(node.path("logits"));
                List<TargetMask> masks = new ArrayList<>();
                for (JsonNode object : node.path("objects")) {
                    masks.add(new TargetMask.Outlines(List.of(ellipse(object).polygon())));
                }
                int[] classes = integers(node.path("gtClasses"));
                int[] each = IntStream.range(0, classes.length).toArray();
                int size = (int) logits.size(3);
                float[] targets =
                        new MaskTargets(TrainingSpec.MaskTarget.BINARY).draw(masks, boxes(node.path("boxes")), size);
                FixtureFile.recorded("targets", node.path("targets"))
                        .requireClose(new long[] {each.length, size, size}, targets);
                Tensor loss = MaskLoss.of(logits, each, classes, targets);
                requireLoss(loss, node.path("lossMask"));
                Autograd.backward(loss);
                requireGradient(logits, node.path("logitsGradient"));
            }
        }
    }

    private static PaintedObject ellipse(JsonNode object) {
        return new PaintedObject(
                object.path("cx2").asInt(),
                object.path("cy2").asInt(),
                object.path("rx").asInt(),
                object.path("ry").asInt(),
                0,
                1);
    }

    private static TrainingSpec.RpnTraining rpn(BoxLossSpec loss, int perImage, TrainingSpec.Divisor divisor) {
        return new TrainingSpec.RpnTraining(
                new MatchingSpec(0.7, 0.3, true), new SamplingSpec(perImage, 0.5), 1, 1, loss, divisor);
    }

    private static BoxLossSpec smoothL1(double beta) {
        return new BoxLossSpec(Kind.SMOOTH_L1, beta);
    }

    private static float[] deltas(Boxes from, Boxes to, List<Double> weights) {
        BoxCoder coder = new BoxCoder(RULE, weights);
        float[] deltas = new float[4 * from.size()];
        for (int i = 0; i < from.size(); i++) {
            coder.encode(from.toArray(), 4 * i, to.toArray(), 4 * i, deltas, 4 * i);
        }
        return deltas;
    }

    private static Tensor leaf(JsonNode node) {
        Recorded recorded = FixtureFile.recorded("", node);
        double[] values = recorded.values();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Autograd.track(Tensors.of(floats, recorded.shape()));
    }

    private static void requireLoss(Tensor loss, JsonNode expected) {
        double value = expected.asDouble();
        assertThat(loss.item()).isCloseTo(value, within(Math.max(1e-6, 1e-5 * Math.abs(value))));
    }

    private static void requireGradient(Tensor leaf, JsonNode expected) {
        Tensor gradient = Autograd.gradient(leaf).orElseThrow();
        FixtureFile.recorded("gradient", expected).requireClose(gradient.shape(), gradient.toFloats());
    }

    private static float[] rowsOf4(JsonNode node, int[] rows) {
        double[] all = FixtureFile.doubles(node.path("data"));
        float[] chosen = new float[4 * rows.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (float) all[4 * rows[i / 4] + i % 4];
        }
        return chosen;
    }

    private static double[] perImage(JsonNode list) {
        double[] all = {};
        for (JsonNode image : list) {
            double[] own = FixtureFile.doubles(image.path("data"));
            int before = all.length;
            all = Arrays.copyOf(all, before + own.length);
            System.arraycopy(own, 0, all, before, own.length);
        }
        return all;
    }

    private static double[] repeated(double[] corners, int boxes) {
        double[] all = new double[4 * boxes];
        for (int i = 0; i < all.length; i++) {
            all[i] = corners[i % corners.length];
        }
        return all;
    }

    private static Boxes select(double[] corners, int[] rows) {
        return Boxes.of(corners).select(rows);
    }

    private static Boxes boxes(JsonNode node) {
        return Boxes.of(FixtureFile.doubles(node.path("data")));
    }

    private static Tensor index(int[] rows) {
        return Tensors.of(Arrays.stream(rows).asLongStream().toArray(), rows.length);
    }

    private static int[] rows(double[] labels, double wanted) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == wanted)
                .toArray();
    }

    private static int[] rowsAbove(int[] labels, int limit) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] > limit).toArray();
    }

    private static int[] integers(JsonNode node) {
        return FixtureFile.recorded("", node).integers();
    }
}

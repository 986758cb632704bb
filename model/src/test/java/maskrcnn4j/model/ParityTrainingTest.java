package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import org.junit.jupiter.api.Test;

/** Training by Matterport's conventions, with a network of a few channels. */
class ParityTrainingTest {
    private static final TrainOptions FLOAT32 = TrainOptions.DEFAULT.withPrecision(Precision.FLOAT32);
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("backbone.trunk.stemChannels", "8"),
            Map.entry("backbone.trunk.widthPerGroup", "8"),
            Map.entry("backbone.trunk.blocks", "[1,1,1,1]"),
            Map.entry("backbone.channels", "8"),
            Map.entry("rpn.head.channels", "8"),
            Map.entry("boxHead.features", "16"),
            Map.entry("maskHead.channels", "8"),
            Map.entry("image.frame.minDim", "64"),
            Map.entry("image.frame.maxDim", "64"),
            Map.entry("anchors.sizes", "[8,16,32,64,128]"),
            Map.entry("training.rpn.proposals", "1000"),
            Map.entry("training.roi.sampling.perImage", "40"));
    private static final List<ModelCategory> CATEGORIES =
            List.of(new ModelCategory(1, "box"), new ModelCategory(2, "bar"));

    private static TrainableMaskRcnn model(Map<String, String> settings, Predicate<String> frozen) throws IOException {
        Map<String, String> all = new HashMap<>(SMALL);
        all.putAll(settings);
        ModelSpec spec = Presets.named("matterport-r50").spec().with(all);
        NamedTensors.Builder weights = NamedTensors.builder();
        Random random = new Random(3);
        ExpectedTensors.of(spec, CATEGORIES.size() + 1)
                .forEach((name, shape) -> weights.add(name, shape, values(name, shape, random)));
        return TrainableMaskRcnn.of(
                new Checkpoint(spec, CATEGORIES, Map.of()), weights.build(), FLOAT32.withFrozen(frozen));
    }

    private static float[] values(String name, Shape shape, Random random) {
        float[] values = new float[(int) shape.elements()];
        int fanIn = shape.rank() == 1 ? 1 : Math.max(1, values.length / (int) shape.size(0));
        // Pixels are some 100 from the mean; and what is predicted at first is close to nothing.
        boolean predicts = name.startsWith("rpn.") || name.startsWith("box.cls") || name.startsWith("box.reg");
        double scale = predicts || name.startsWith("backbone.stem") ? 0.01 : 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = name.endsWith(".norm.weight") || name.endsWith(".norm.var")
                    ? 1
                    : shape.rank() == 1 ? 0 : (float) (scale * random.nextGaussian() * Math.sqrt(1.0 / fanIn));
        }
        return values;
    }

    private static TargetObject object(int label, Box box) {
        return new TargetObject(label, box, Optional.of(new TargetMask.Pixels(Rle.ofBox(48, 64, box))));
    }

    private static List<TrainingPicture> batch() {
        return List.of(
                new TrainingPicture(
                        TinyModel.picture(64, 48, 1),
                        List.of(object(1, new Box(6, 6, 26, 30)), object(2, new Box(30, 10, 62, 20)))),
                new TrainingPicture(
                        TinyModel.picture(64, 48, 2),
                        List.of(object(2, new Box(4, 4, 40, 16))),
                        List.of(object(1, new Box(40, 20, 60, 44))),
                        Set.of(),
                        OptionalDouble.empty()));
    }

    private static Map<String, Double> step(TrainableMaskRcnn model, double rate) {
        try (Scope scope = Scope.open()) {
            Losses losses = model.losses(batch(), 5);
            Autograd.backward(losses.sum());
            model.parameters().forEach((name, parameter) -> {
                Tensor gradient = Autograd.gradient(parameter).orElse(parameter.multiply(0));
                Tensor none = gradient.multiply(0);
                ParameterUpdates.momentum(parameter, gradient, none, rate, 0, 0);
                Autograd.clearGradient(parameter);
            });
            return losses.values();
        }
    }

    @Test
    void everyWeightHasAGradient() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> false);
                Scope scope = Scope.open()) {
            Losses losses = model.losses(batch(), 5);
            assertThat(losses.values().values()).allMatch(value -> value > 0 && Double.isFinite(value));
            Autograd.backward(losses.sum());
            model.parameters()
                    .forEach((name, parameter) ->
                            assertThat(Autograd.gradient(parameter)).as(name).isPresent());
        }
    }

    @Test
    void theLossesFall() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> false)) {
            Map<String, Double> first = step(model, 0.001);
            Map<String, Double> last = first;
            for (int i = 0; i < 8; i++) {
                last = step(model, 0.001);
            }
            assertThat(sum(last)).isLessThan(0.9 * sum(first));
        }
    }

    private static double sum(Map<String, Double> losses) {
        return losses.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void lossesAreMultipliedByTheirWeights() throws IOException {
        try (TrainableMaskRcnn plain = model(Map.of(), name -> false);
                TrainableMaskRcnn weighted = model(Map.of("training.framed.lossWeights.classes", "3"), name -> false)) {
            Map<String, Double> one = step(plain, 0.01);
            Map<String, Double> three = step(weighted, 0.01);
            assertThat(three.get("loss_classifier")).isCloseTo(3 * one.get("loss_classifier"), within(one));
            assertThat(three.get("loss_mask")).isEqualTo(one.get("loss_mask"));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(Map<String, Double> losses) {
        return org.assertj.core.api.Assertions.within(1e-5 * losses.get("loss_classifier"));
    }

    @Test
    void wholeMasksCostOtherwiseThanMiniMasksAndNearlyTheSame() throws IOException {
        try (TrainableMaskRcnn mini = model(Map.of(), name -> false);
                TrainableMaskRcnn whole = model(Map.of("training.framed.miniMask", "[]"), name -> false)) {
            double small = step(mini, 0.01).get("loss_mask");
            double large = step(whole, 0.01).get("loss_mask");
            assertThat(large).isNotEqualTo(small).isCloseTo(small, org.assertj.core.api.Assertions.within(0.2 * small));
        }
    }

    @Test
    void squaresAreCutOutOfLargerPicturesWithTheirObjects() throws IOException {
        Map<String, String> crop = Map.of("image.frame.mode", "CROP", "image.frame.minScale", "2.0");
        try (TrainableMaskRcnn model = model(crop, name -> false);
                Scope scope = Scope.open()) {
            List<Integer> areas = new ArrayList<>();
            TargetObserver observer = new TargetObserver() {
                @Override
                public void objects(int image, PictureTargets objects) {
                    for (int i = 0; i < objects.boxes().size(); i++) {
                        double[] box = objects.boxes().box(i);
                        assertThat(box[0]).isNotNegative();
                        assertThat(box[3]).isLessThanOrEqualTo(64);
                        areas.add((int) ((box[2] - box[0]) * (box[3] - box[1])));
                    }
                }
            };
            for (int seed = 0; seed < 4; seed++) {
                model.losses(batch(), seed, observer);
            }
            assertThat(new HashSet<>(areas)).as("other cuts").hasSizeGreaterThan(3);
        }
    }

    @Test
    void aBatchInPartsComesToTheSame() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> false)) {
            Map<String, Double> whole = model.gradients(batch(), 5, 2, 1, TargetObserver.NONE);
            float[] gradient = gradient(model);
            Map<String, Double> parts = model.gradients(batch(), 5, 1, 1, TargetObserver.NONE);
            whole.forEach((loss, value) -> assertThat(parts.get(loss))
                    .as(loss)
                    .isCloseTo(value, org.assertj.core.api.Assertions.within(1e-4 * Math.max(1e-3, value))));
            float[] again = gradient(model);
            for (int i = 0; i < gradient.length; i++) {
                assertThat((double) again[i])
                        .isCloseTo(
                                gradient[i],
                                org.assertj.core.api.Assertions.within(1e-4 + 1e-3 * Math.abs(gradient[i])));
            }
        }
    }

    private static float[] gradient(TrainableMaskRcnn model) {
        Tensor parameter = model.parameters().get("box.reg.weight");
        float[] gradient;
        try (Scope scope = Scope.open()) {
            gradient = Autograd.gradient(parameter).orElseThrow().toFloats();
        }
        model.parameters().values().forEach(Autograd::clearGradient);
        return gradient;
    }

    @Test
    void theSampleOfProposalsIsFilledUpWithBoxesOfZeros() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> false);
                Scope scope = Scope.open()) {
            TargetObserver observer = new TargetObserver() {
                @Override
                public void proposals(int image, ProposalTargets.Targets targets) {
                    assertThat(targets.rois().size()).isEqualTo(40);
                    assertThat(targets.positives()).isLessThanOrEqualTo(13);
                }
            };
            model.losses(batch(), 5, observer);
        }
    }

    private static float[] statistics(TrainableMaskRcnn model, String norm) {
        return model.tensors().get(norm + ".norm.mean").toFloats();
    }

    @Test
    void withTrainBnFalseStatisticsStayWhileGammaAndBetaAreTrained() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> false)) {
            float[] before = statistics(model, "box.fc1");
            float[] beta = model.tensors().get("box.fc1.norm.bias").toFloats();
            step(model, 0.05);
            assertThat(statistics(model, "box.fc1")).containsExactly(before);
            assertThat(model.tensors().get("box.fc1.norm.bias").toFloats()).isNotEqualTo(beta);
        }
    }

    @Test
    void withTrainBnNoneStatisticsMoveWhereTheLayerIsTrainedAndStayWhereItIsFrozen() throws IOException {
        Map<String, String> live = Map.of(
                "backbone.trunk.norm.kind", "BATCH", "boxHead.norm.kind", "BATCH", "maskHead.norm.kind", "BATCH");
        try (TrainableMaskRcnn heads = model(live, name -> name.startsWith("backbone."))) {
            float[] head = statistics(heads, "box.fc1");
            float[] trunk = statistics(heads, "backbone.stem");
            step(heads, 0.01);
            assertThat(statistics(heads, "box.fc1")).isNotEqualTo(head);
            assertThat(statistics(heads, "backbone.stem")).containsExactly(trunk);
        }
        try (TrainableMaskRcnn all = model(live, name -> false)) {
            float[] trunk = statistics(all, "backbone.stem");
            step(all, 0.01);
            assertThat(statistics(all, "backbone.stem")).isNotEqualTo(trunk);
        }
    }

    @Test
    void aGuessOfAClassThatThePicturesDoNotTellOfCostsNothing() throws IOException {
        try (TrainableMaskRcnn model = model(Map.of(), name -> name.equals("box.cls.bias"));
                Scope scope = Scope.open()) {
            Tensor bias = model.tensors().get("box.cls.bias");
            bias.addInPlace(maskrcnn4j.tensor.Tensors.of(new float[] {0, 0, 99}, 3));
            TrainingPicture picture = batch().get(0);
            TrainingPicture oneClass = new TrainingPicture(
                    picture.image(), picture.objects(), List.of(), Set.of(1), OptionalDouble.empty());
            assertThat(model.losses(List.of(picture), 1).classes().item()).isPositive();
            assertThat(model.losses(List.of(oneClass), 1).classes().item()).isZero();
        }
    }

    @Test
    void conventionsThatDoNotBelongTogetherAreRefused() {
        assertThatThrownBy(() -> model(Map.of("training.roi.boxLoss.kind", "GIOU"), name -> false))
                .hasMessageContaining("boxLoss.kind must be SMOOTH_L1");
        assertThatThrownBy(() -> model(Map.of("training.masks", "SOFT"), name -> false))
                .hasMessageContaining("training.masks is not ONE_SAMPLE");
    }
}

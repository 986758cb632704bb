package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableMaskRcnnTest {
    private static final TrainOptions FLOAT32 = TestDevice.train().withPrecision(Precision.FLOAT32);

    @TempDir
    Path folder;

    private TrainableMaskRcnn model(TrainOptions options) throws IOException {
        try (ModelWeights weights = ModelWeights.open(TinyModel.write(folder), ModelOptions.NONE)) {
            return TrainableMaskRcnn.of(weights.checkpoint(), weights.tensors(), options);
        }
    }

    private static List<TrainingPicture> batch() {
        Box left = new Box(10, 12, 42, 44);
        Box right = new Box(50, 8, 90, 40);
        return List.of(
                new TrainingPicture(
                        TinyModel.picture(96, 64, 1),
                        List.of(
                                new TargetObject(1, left, Optional.of(new TargetMask.Pixels(Rle.ofBox(64, 96, left)))),
                                new TargetObject(2, right, Optional.of(triangle(right))))),
                new TrainingPicture(TinyModel.picture(96, 64, 2), List.of()));
    }

    private static TargetMask triangle(Box box) {
        return new TargetMask.Outlines(
                List.of(new double[] {box.x1(), box.y1(), box.x2(), box.y2(), box.x1(), box.y2()}));
    }

    @Test
    void everyWeightHasAGradient() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32);
                Scope scope = Scope.open()) {
            Losses losses = model.losses(batch(), 1);
            assertThat(losses.values().values()).allMatch(value -> value > 0 && Double.isFinite(value));
            Autograd.backward(losses.sum());
            model.parameters()
                    .forEach((name, parameter) ->
                            assertThat(Autograd.gradient(parameter)).as(name).isPresent());
        }
    }

    @Test
    void sixtyStepsOnOneBatchMakeEveryLossSmaller() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32)) {
            Map<String, Tensor> velocities = new LinkedHashMap<>();
            Map<String, Double> first = step(model, velocities);
            Map<String, Double> last = first;
            for (int i = 0; i < 60; i++) {
                last = step(model, velocities);
            }
            for (String loss : first.keySet()) {
                assertThat(last.get(loss)).as(loss).isLessThan(0.8 * first.get(loss));
            }
            velocities.values().forEach(Tensor::close);
        }
    }

    private static Map<String, Double> step(TrainableMaskRcnn model, Map<String, Tensor> velocities) {
        try (Scope scope = Scope.open()) {
            Losses losses = model.losses(batch(), 7);
            Autograd.backward(losses.sum());
            model.parameters().forEach((name, parameter) -> {
                Tensor velocity = velocities.computeIfAbsent(
                        name,
                        key -> scope.release(Tensors.zeros(
                                maskrcnn4j.tensor.ElementType.FLOAT32, parameter.device(), parameter.shape())));
                ParameterUpdates.momentum(
                        parameter, Autograd.gradient(parameter).orElseThrow(), velocity, 0.01, 0.9, 0);
                Autograd.clearGradient(parameter);
            });
            return losses.values();
        }
    }

    @Test
    void twoRunsAreEqualBitForBit() throws IOException {
        List<List<float[]>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (TrainableMaskRcnn model = model(TestDevice.train())) {
                Map<String, Tensor> velocities = new LinkedHashMap<>();
                for (int i = 0; i < 5; i++) {
                    step(model, velocities);
                }
                velocities.values().forEach(Tensor::close);
                runs.add(model.parameters().values().stream()
                        .map(Tensor::toFloats)
                        .toList());
            }
        }
        assertThat(runs.get(0)).usingRecursiveComparison().isEqualTo(runs.get(1));
    }

    @Test
    void picturesWithoutObjectsTeachBackgroundOnly() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32);
                Scope scope = Scope.open()) {
            Losses losses = model.losses(batch().subList(1, 2), 1);
            assertThat(losses.rpnBoxes().item()).isZero();
            assertThat(losses.boxes().item()).isZero();
            assertThat(losses.masks().item()).isZero();
            assertThat(losses.objectness().item()).isPositive();
            assertThat(losses.classes().item()).isPositive();
            Autograd.backward(losses.sum());
            assertThat(Autograd.gradient(model.parameters().get("rpn.objectness.weight")))
                    .isPresent();
        }
    }

    @Test
    void frozenWeightsHaveNoGradientAndAreNotAmongTheParameters() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32.withFrozen(name -> name.startsWith("backbone.")));
                Scope scope = Scope.open()) {
            assertThat(model.parameters().keySet()).noneMatch(name -> name.startsWith("backbone."));
            Autograd.backward(model.losses(batch(), 1).sum());
            assertThat(model.weights().tensors()).containsKey("backbone.stem.weight");
        }
    }

    @Test
    void aLabelThatTheModelDoesNotKnowIsAnError() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32);
                Scope scope = Scope.open()) {
            TargetObject stranger = new TargetObject(3, new Box(1, 1, 9, 9), Optional.empty());
            List<TrainingPicture> pictures =
                    List.of(new TrainingPicture(TinyModel.picture(96, 64, 1), List.of(stranger)));
            assertThatThrownBy(() -> model.losses(pictures, 1))
                    .hasMessageContaining("label 3: the model knows 2 classes");
        }
    }

    @Test
    void aHundredStepsLeaveMemoryFlat() throws IOException {
        try (TrainableMaskRcnn model = model(FLOAT32)) {
            Map<String, Tensor> velocities = new LinkedHashMap<>();
            for (int i = 0; i < 30; i++) {
                step(model, velocities); // the allocators' own pools fill up first
            }
            long before = Engine.residentBytes();
            for (int i = 0; i < 100; i++) {
                step(model, velocities);
            }
            assertThat(Engine.residentBytes() - before).isLessThan(40L << 20);
            velocities.values().forEach(Tensor::close);
        }
    }
}

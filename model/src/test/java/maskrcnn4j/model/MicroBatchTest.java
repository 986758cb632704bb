package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.weights.TensorSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchTest {
    private static final List<TrainingPicture> BATCH = List.of(
            picture(96, 64, new Box(10, 12, 42, 44), new Box(50, 8, 90, 40), new Box(4, 40, 30, 60)),
            picture(64, 64),
            picture(64, 96, new Box(8, 30, 40, 70)));

    @TempDir
    private Path folder;

    private static TrainingPicture picture(int width, int height, Box... objects) {
        return new TrainingPicture(
                TinyModel.picture(width, height, objects.length),
                Stream.of(objects).map(MicroBatchTest::object).toList());
    }

    /** A triangle; the first kind if it is wide. */
    private static TargetObject object(Box box) {
        double[] ring = {box.x1(), box.y1(), box.x2(), box.y2(), box.x1(), box.y2()};
        return new TargetObject(
                box.width() > box.height() ? 1 : 2, box, Optional.of(new TargetMask.Outlines(List.of(ring))));
    }

    private record Outcome(Map<String, Double> losses, Map<String, float[]> gradients) {}

    private Outcome outcome(Checkpoint checkpoint, TensorSource weights, int atOnce) throws IOException {
        try (TrainableMaskRcnn model = TrainableMaskRcnn.of(
                        checkpoint, weights, TrainOptions.DEFAULT.withPrecision(Precision.FLOAT32));
                Scope scope = Scope.open()) {
            Map<String, Double> losses = model.gradients(BATCH, 5, atOnce, 0.5, TargetObserver.NONE);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            model.parameters()
                    .forEach((name, parameter) -> gradients.put(
                            name, Autograd.gradient(parameter).orElseThrow().toFloats()));
            return new Outcome(losses, gradients);
        }
    }

    @Test
    void partsComeToTheLossesAndGradientsOfTheWhole() throws IOException {
        try (ModelWeights opened = ModelWeights.open(TinyModel.write(folder), ModelOptions.NONE)) {
            compare(opened.checkpoint(), opened.tensors());
        }
        ModelSpec pyramid = TinyPyramid.spec("torchvision-v1");
        compare(TinyPyramid.checkpoint(pyramid), TinyPyramid.weights(pyramid));
    }

    private void compare(Checkpoint checkpoint, TensorSource weights) throws IOException {
        Outcome whole = outcome(checkpoint, weights, 3);
        assertThat(whole.losses.values()).allMatch(value -> value > 0);
        for (int atOnce : new int[] {1, 2}) {
            Outcome parts = outcome(checkpoint, weights, atOnce);
            whole.losses.forEach((name, value) ->
                    assertThat(parts.losses.get(name)).as(name).isCloseTo(value, within(1e-5 * value)));
            whole.gradients.forEach((name, values) -> {
                double difference = 0;
                double size = 0;
                for (int i = 0; i < values.length; i++) {
                    difference += Math.pow(values[i] - parts.gradients.get(name)[i], 2);
                    size += Math.pow(values[i], 2);
                }
                assertThat(Math.sqrt(difference))
                        .as("%s, %d at once: %s", checkpoint.spec().name(), atOnce, name)
                        .isLessThanOrEqualTo(1e-4 * Math.sqrt(size) + 1e-7);
            });
        }
    }
}

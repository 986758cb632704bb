package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.RecordedLosses;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Holds trainings from a data set, a weight file and a configuration to a run folder against the references' numbers:
 * losses, gradients, and weights and losses after each step. The run is stopped and resumed in between, and gradients are read out
 * of its checkpoint: after the first step, SGD's memory is the gradient and the decay.
 */
@Tag("fixtures")
class TrainingFixturesTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyTrainingIsTheReferences() {
        return FixtureFile.trainings().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    FixtureFile file = FixtureFile.read(path);
                    Check check = new Check(file, folder.resolve(file.name()));
                    check.steps();
                    if (file.root().has("imageWithoutObjects")) {
                        check.withoutObjects();
                    }
                }));
    }

    private static final class Check {
        private final FixtureFile file;
        private final Path folder;
        private final FixtureTraining training;
        private final Path weights;
        private final JsonNode optimizer;

        Check(FixtureFile file, Path folder) throws IOException {
            this.file = file;
            this.folder = folder;
            training = new FixtureTraining(file, folder);
            weights = training.weights();
            optimizer = file.root().path("optimizer");
        }

        /** Takes steps until one, or to the end, and notes the losses of each. */
        private TrainingResult train(TrainingConfig config, String run, long until, List<Map<String, Double>> losses)
                throws IOException {
            try (TrainingPlan plan = FixtureTraining.plan(config);
                    RunFolder place = new RunFolder(folder.resolve(run))) {
                Trainer trainer = plan.trainer(place);
                if (training.hasLiveNorms()) {
                    trainer.withLayout(TrainableParameters.Layout.ROW_MAJOR);
                }
                return trainer.train(new TrainingListener() {
                    private long step;

                    @Override
                    public void step(TrainingProgress progress) {
                        step = progress.step();
                        losses.add(progress.losses());
                    }

                    @Override
                    public boolean stops() {
                        return step == until;
                    }
                });
            }
        }

        private static Examples examples(TrainingConfig config) throws IOException {
            try (TrainingPlan plan = FixtureTraining.plan(config)) {
                return plan.examples();
            }
        }

        void steps() throws IOException {
            int pictures = file.pictures().size();
            int steps = optimizer.path("steps").asInt();
            Path data = training.data("data", "");
            Examples examples = examples(training.config(data, weights, pictures, 1, 1));
            long seed = FixtureTraining.seed(
                    examples, pictures, steps + 1, IntStream.range(0, pictures).toArray());
            TrainingConfig config = training.config(data, weights, pictures, steps + 1, seed);

            List<Map<String, Double>> losses = new ArrayList<>();
            train(config, "run", 1, losses);
            gradients();
            TrainingResult three = train(config, "run", steps, losses);
            after("parameterAfter.", three.last());
            TrainingResult four = train(config, "run", -1, losses);
            after("bufferAfter.", four.last()); // the last pass moves them, too
            assertThat(losses).hasSize(steps + 1);
            for (String stage : file.stages()) {
                if (stage.startsWith("loss.")) {
                    RecordedLosses.requireClose(file.stage(stage), 0, losses.get(0));
                } else if (stage.startsWith("steps.loss.")) {
                    for (int step = 0; step <= steps; step++) {
                        RecordedLosses.requireClose(file.stage(stage), step, losses.get(step));
                    }
                }
            }
        }

        private void gradients() throws IOException {
            double squares = 0;
            List<String> trained = new ArrayList<>();
            try (WeightFile state = WeightFiles.open(folder.resolve("run/checkpoints/state-00000001.safetensors"))) {
                for (String name : training.ours.tensors().keySet()) {
                    String velocity = "optimizer/" + name + "/velocity";
                    if (!state.tensors().containsKey(velocity)) {
                        continue;
                    }
                    String theirs = training.names.get(name);
                    trained.add(theirs);
                    float[] gradient = state.floats(velocity);
                    float[] weight = training.ours.floats(name);
                    double decay = optimizer.path("weightDecay").asDouble();
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] = (float) (gradient[i] - decay * weight[i]);
                        squares += (double) gradient[i] * gradient[i];
                    }
                    if (file.hasStage("gradient." + theirs)) {
                        file.stage("gradient." + theirs)
                                .requireClose(
                                        training.ours
                                                .tensors()
                                                .get(name)
                                                .shape()
                                                .toArray(),
                                        gradient);
                    }
                }
            }
            assertThat(trained)
                    .containsExactlyInAnyOrderElementsOf(file.weights().trainable());
            file.stage("gradient.totalNorm").requireClose(new long[0], new double[] {Math.sqrt(squares)});
        }

        private void after(String kind, Path model) throws IOException {
            try (WeightFile trained = WeightFiles.open(model)) {
                for (Map.Entry<String, String> name : training.names.entrySet()) {
                    String stage = kind + name.getValue();
                    if (file.hasStage(stage)) {
                        long[] shape =
                                trained.tensors().get(name.getKey()).shape().toArray();
                        file.stage(stage).requireClose(shape, trained.floats(name.getKey()));
                    }
                }
            }
        }

        /** The picture alone makes the first batch of a data set whose others keep their objects. */
        void withoutObjects() throws IOException {
            JsonNode wanted = file.root().path("imageWithoutObjects");
            String name = wanted.path("image").asString();
            int place = IntStream.range(0, file.pictures().size())
                    .filter(i -> file.pictures().get(i).name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Path data = training.data("without", name);
            Examples examples = examples(training.config(data, weights, 1, 1, 1));
            long seed = FixtureTraining.seed(examples, 1, 1, new int[] {place});
            List<Map<String, Double>> losses = new ArrayList<>();
            train(training.config(data, weights, 1, 1, seed), "run-without", 1, losses);
            RecordedLosses.requireCloseWithoutObjects(file, losses.get(0));
        }
    }
}

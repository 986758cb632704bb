package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.PictureSource;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final ShapesDataset SHAPES = new ShapesDataset(new ShapesGenerator(5, ShapesSpec.DEFAULT), 0, 6);
    private static final ModelSpec SPEC = TinyTraining.spec();

    /** Five tensors with the norms of their gradients, of which the first is not 0. */
    private static final String NORMS = "[a-z]\\S+ (?!0\\.00)\\d\\S+(, [a-z]\\S+ \\d\\S+){4}";

    @TempDir
    private Path folder;

    private static TrainingSettings settings(String stages, double ema) {
        return Changed.of(
                TinyTraining.settings(1, 2, 0),
                Map.of(
                        "stages",
                        TrainingStage.parse(stages),
                        "optimizer",
                        new OptimizerSpec(
                                OptimizerSpec.Kind.ADAMW,
                                0.9,
                                false,
                                0.9,
                                0.99,
                                1e-8,
                                0.01,
                                false,
                                false,
                                0.9,
                                5,
                                1,
                                ema),
                        "validationLosses",
                        false));
    }

    private static TrainingResult train(
            Path folder, TrainingSettings settings, PictureSource pictures, TrainingListener listener)
            throws IOException {
        return train(folder, InitialWeights.random(SPEC, 5, 1), settings, pictures, listener);
    }

    private static TrainingResult train(
            Path folder,
            TensorSource initial,
            TrainingSettings settings,
            PictureSource pictures,
            TrainingListener listener)
            throws IOException {
        List<ModelCategory> categories = ShapesDataset.categories().stream()
                .map(category -> new ModelCategory(category.id(), category.name()))
                .toList();
        try (RunFolder run = new RunFolder(folder)) {
            return new Trainer(
                            new Checkpoint(SPEC, categories, Map.of()),
                            initial,
                            Examples.of(SHAPES.dataset(), pictures),
                            settings,
                            run)
                    .train(listener);
        }
    }

    /** Stops the run as a power cut would: nothing more is written. */
    private static TrainingListener stopAfter(long step) {
        return new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                if (progress.step() == step) {
                    throw new IllegalStateException("cut off");
                }
            }
        };
    }

    @Test
    void anInterruptedRunComesToTheSameWeightsBitForBit() throws Exception {
        TrainingSettings settings = settings("heads:1@0.001,all:1@0.001", 0.9);
        TrainingResult whole = train(folder.resolve("whole"), settings, SHAPES, TrainingListener.NONE);
        for (long step : new long[] {1, 3, 5}) {
            assertThatThrownBy(() -> train(folder.resolve("cut"), settings, SHAPES, stopAfter(step)))
                    .hasMessage("cut off");
        }
        TrainingResult resumed = train(folder.resolve("cut"), settings, SHAPES, TrainingListener.NONE);

        assertThat(resumed.steps()).isEqualTo(6).isEqualTo(whole.steps());
        assertSame(resumed.last(), whole.last());
        assertThat(Files.readString(folder.resolve("cut/metrics.csv")).lines().filter(line -> line.contains(",loss,")))
                .hasSize(6);
    }

    private static void assertSame(Path a, Path b) throws IOException {
        try (WeightFile one = WeightFiles.open(a);
                WeightFile other = WeightFiles.open(b)) {
            assertThat(one.tensors().keySet()).isEqualTo(other.tensors().keySet());
            for (String name : one.tensors().keySet()) {
                assertThat(one.floats(name)).as(name).isEqualTo(other.floats(name));
            }
        }
    }

    @Test
    void aStageTrainsItsLayersOnly() throws Exception {
        TrainingResult result = train(folder, settings("box\\..*:1@0.01", 0), SHAPES, TrainingListener.NONE);
        TensorSource initial = InitialWeights.random(SPEC, 5, 1);

        try (WeightFile trained = WeightFiles.open(result.last())) {
            assertThat(trained.floats("box.fc1.weight")).isNotEqualTo(initial.floats("box.fc1.weight"));
            assertThat(trained.floats("mask.logits.weight")).isEqualTo(initial.floats("mask.logits.weight"));
            assertThat(trained.floats("backbone.stem.weight")).isEqualTo(initial.floats("backbone.stem.weight"));
        }
    }

    @Test
    void aStageThatTrainsNothingExplainsItself() {
        assertThatThrownBy(() -> train(folder, settings("haeds:1@0.01", 0), SHAPES, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("stage 'haeds:1@0.01' trains nothing")
                .hasMessageContaining("heads, 5+, 4+, 3+, all")
                .hasMessageContaining("backbone.stem.weight");
    }

    @Test
    void aLossThatIsNoNumberStopsWithItsNameItsPicturesAndTheBatch() {
        TrainingSettings divergent =
                Changed.of(settings("all:5@100", 0), Map.of("optimizer", OptimizerSpec.SGD, "checkpointEvery", 0));
        assertThatThrownBy(() -> train(folder, divergent, SHAPES, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching(
                        "step \\d+: loss_\\w+ is .*images/00000\\d.png.*largest gradients of the step before it: "
                                + NORMS + "; .*lower rate.*");
        assertThat(folder.resolve("failed-batch/picture-1.png")).exists();
    }

    @Test
    void aGradientThatIsNoNumberStopsBeforeItReachesTheWeights() throws Exception {
        TrainingSettings settings = Changed.of(settings("all:1@0.001", 0), Map.of("precision", Precision.FLOAT32));
        TensorSource random = InitialWeights.random(SPEC, 5, 1);
        NamedTensors.Builder steep = NamedTensors.builder();
        for (TensorInfo info : random.tensors().values()) {
            float[] values = random.floats(info.name());
            switch (info.name()) {
                case "fpn.output2.norm.weight" -> Arrays.fill(values, 1e5f);
                case "box.fc1.weight" -> Arrays.fill(values, 0);
                case "box.fc1.bias" -> Arrays.fill(values, 1e-37f);
                case "box.fc2.weight" -> Arrays.fill(values, 1e35f);
                default -> {}
            }
            steep.add(info.name(), info.shape(), values);
        }
        assertThatThrownBy(() -> train(folder, steep.build(), settings, SHAPES, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("step 1: the gradient of box.fc1.weight is no number on"
                        + " .*images/00000\\d.png.*; no step was taken before it; the batch is saved in .*");
        assertThat(folder.resolve("failed-batch/picture-1.png")).exists();
    }

    @Test
    void trainingLowersTheLoss() throws Exception {
        double[] losses = new double[2];
        Image first = SHAPES.read(0);
        train(
                folder,
                settings("all:8@0.002", 0),
                sample -> sample == 0 ? first : SHAPES.read(sample),
                new TrainingListener() {
                    @Override
                    public void step(TrainingProgress progress) {
                        losses[progress.step() <= 6 ? 0 : 1] +=
                                progress.step() <= 6 || progress.step() > 18 ? progress.loss() : 0;
                    }
                });
        assertThat(losses[1]).isLessThan(0.8 * losses[0]);
    }
}

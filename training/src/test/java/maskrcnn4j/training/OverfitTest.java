package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.demo.DemoModel;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.loader.PictureFiles;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that cannot learn four pictures by heart has an error somewhere between targets, losses, gradients and masks. For
 * any other: {@code -Doverfit.preset=torchvision-v2 -Doverfit.rate=0.0005}.
 */
class OverfitTest {
    private static final String PRESET = System.getProperty("overfit.preset", "light");
    private static final String SIDE = System.getProperty("overfit.side", "192");
    private static final int STEPS = Integer.getInteger("overfit.steps", 200);
    private static final double RATE = Double.parseDouble(System.getProperty("overfit.rate", "0.002"));
    private static final int PICTURES = 4;
    private static final double EVALUATE_EVERY = 20;
    private static final double WANTED = 0.90;

    @TempDir
    private Path folder;

    /** Ends the training when the masks are good enough. */
    private static final class Watcher implements TrainingListener {
        private double best;

        @Override
        public void evaluated(long step, Map<String, Double> values, boolean isBest) {
            double ap = values.get("segm/AP");
            best = Math.max(best, ap);
            System.out.printf("%s after step %d: mask AP %.3f%n", PRESET, step, ap);
        }

        @Override
        public boolean stops() {
            return best >= WANTED;
        }
    }

    @Test
    void aNetworkLearnsFourPicturesByHeart() throws Exception {
        ShapesDataset shapes = new ShapesDataset(new ShapesGenerator(2, ShapesSpec.DEFAULT), 0, PICTURES);
        Path data = folder.resolve("shapes");
        ShapesDataset.write(data, List.of("train"), List.of(shapes));
        DatasetFormat format = DatasetFormats.recognise(data);
        Dataset pictures = DatasetFormats.read(format, data, ReadOptions.DEFAULT);

        Watcher watcher = new Watcher();
        try (RunFolder run = new RunFolder(folder.resolve("run"))) {
            trainer(pictures, run)
                    .validateWith(new Validation(
                            pictures, Measure.belongingTo(format, data, pictures), EvaluationOptions.DEFAULT))
                    .train(watcher);
        }
        assertThat(watcher.best).as("mask AP of " + PRESET).isGreaterThanOrEqualTo(WANTED);
    }

    private static Trainer trainer(Dataset pictures, RunFolder run) throws IOException {
        // Running statistics that follow quickly: the run is shorter than those of a usual training.
        ModelSpec spec = SpecSettings.apply(
                Presets.named(PRESET).spec(),
                Map.of(
                        "image.resize.shortSide",
                        SIDE,
                        "image.resize.longSide",
                        SIDE,
                        "backbone.trunk.norm.momentum",
                        "0.1"));
        return new Trainer(
                new Checkpoint(spec, DemoModel.categories(), Map.of()),
                InitialWeights.random(spec, DemoModel.categories().size() + 1, 1),
                Examples.of(pictures, new PictureFiles(pictures)),
                settings(),
                run);
    }

    private static TrainingSettings settings() {
        return Changed.of(
                TrainingSettings.usual(false),
                Map.of(
                        "stages",
                        List.of(new TrainingStage("all", STEPS, RATE)), // a step is an epoch
                        "schedule",
                        new ScheduleSpec(ScheduleSpec.Kind.COSINE, 20, 0.05, List.of(), 0.1, 0.05),
                        "optimizer",
                        Changed.of(TrainingSettings.usual(false).optimizer(), Map.of("beta2", 0.99)),
                        "loader",
                        new LoaderSpec(PICTURES, 1, 1 << 26, false, 1, 0, false),
                        "augment",
                        AugmentSpec.NONE,
                        "evaluateEvery",
                        EVALUATE_EVERY,
                        "validationLosses",
                        false,
                        "checkpointEvery",
                        0));
    }
}

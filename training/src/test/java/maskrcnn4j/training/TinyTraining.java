package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Files;
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
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.demo.DemoModel;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;

/** A training whose steps take a few hundredths of a second; also a program, so that tests can kill it. */
public final class TinyTraining {
    private static final ShapesGenerator GENERATOR = new ShapesGenerator(5, ShapesSpec.DEFAULT);
    static final ShapesDataset SHAPES = new ShapesDataset(GENERATOR, 0, 12);
    private static final ShapesDataset JUDGES = new ShapesDataset(GENERATOR, 0, 4);
    private static final int BATCH = 2;

    private TinyTraining() {}

    static ModelSpec spec() {
        return SpecSettings.apply(
                DemoModel.spec(), Map.of("image.resize.shortSide", "64", "image.resize.longSide", "64"));
    }

    /** Settings for so many steps, with a checkpoint after every so many. */
    static TrainingSettings settings(long steps, int checkpointEvery, double evaluateEvery) {
        double epochs = (double) steps * BATCH / SHAPES.dataset().size();
        OptimizerSpec optimizer = new OptimizerSpec(
                OptimizerSpec.Kind.ADAMW, 0.9, false, 0.9, 0.99, 1e-8, 0.01, false, false, 1, 5, 1, 0.9);
        return Changed.of(
                        TrainingSettings.DEFAULT,
                        Map.of(
                                "seed",
                                3L,
                                "precision",
                                Precision.FLOAT32,
                                "device",
                                "cpu",
                                "stages",
                                List.of(new TrainingStage("all", epochs, 0.001)),
                                "schedule",
                                ScheduleSpec.COSINE,
                                "optimizer",
                                optimizer,
                                "loader",
                                new LoaderSpec(BATCH, 1, 1 << 24, true, 1, 0, false),
                                "evaluateEvery",
                                evaluateEvery,
                                "checkpointEvery",
                                checkpointEvery,
                                "logEvery",
                                1))
                .withFrozenStages(0);
    }

    static Trainer trainer(TrainingSettings settings, RunFolder run) {
        ModelSpec spec = spec();
        int outputs = DemoModel.categories().size() + 1;
        return new Trainer(
                new Checkpoint(spec, DemoModel.categories(), Map.of()),
                InitialWeights.random(spec, outputs, 1),
                Examples.of(SHAPES.dataset(), SHAPES),
                settings,
                run);
    }

    /** Some of the same pictures, to judge by, written to a folder that may hold them already. */
    static Validation validation(Path data) throws IOException {
        if (!Files.exists(data)) {
            ShapesDataset.write(data, List.of("val"), List.of(JUDGES));
        }
        DatasetFormat format = DatasetFormats.recognise(data);
        Dataset val = DatasetFormats.read(format, data, ReadOptions.DEFAULT);
        return new Validation(val, Measure.belongingTo(format, data, val), EvaluationOptions.DEFAULT);
    }

    static TrainingResult train(Path folder, TrainingSettings settings, TrainingListener listener) throws IOException {
        try (RunFolder run = new RunFolder(folder)) {
            return trainer(settings, run).train(listener);
        }
    }

    /** Trains in a folder, or goes on there: {@code FOLDER STEPS CHECKPOINT-EVERY}. Says each step, and memory in use. */
    public static void main(String[] args) throws IOException {
        System.out.println("begins");
        train(
                Path.of(args[0]),
                settings(Long.parseLong(args[1]), Integer.parseInt(args[2]), 0),
                new TrainingListener() {
                    @Override
                    public void step(TrainingProgress progress) {
                        System.out.println("step " + progress.step() + " " + maskrcnn4j.tensor.Engine.residentBytes());
                    }
                });
    }
}

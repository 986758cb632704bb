package maskrcnn4j.training.demo;

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
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.Trainer;
import maskrcnn4j.training.TrainingListener;
import maskrcnn4j.training.TrainingResult;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.Validation;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;

/** Draws pictures of shapes, trains a small model on them from random weights, and judges it by pictures it never saw. */
public final class Demo {
    /** How many pictures are drawn to learn from. */
    public static final int TRAINING_PICTURES = 12_000;

    /** How many pictures judge the model. */
    public static final int VALIDATION_PICTURES = 250;

    private static final double EPOCHS = 1000; // time ends it before

    private final long seed;
    private final Path folder;
    private final ShapesDataset train;
    private final ShapesDataset validation;

    /** A demonstration that keeps everything in a folder. */
    public Demo(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
        ShapesGenerator generator = new ShapesGenerator(seed, ShapesSpec.DEFAULT);
        train = new ShapesDataset(generator, 0, TRAINING_PICTURES);
        validation = new ShapesDataset(generator, TRAINING_PICTURES, VALIDATION_PICTURES);
    }

    /** Where the validation pictures lie, as a data set of COCO's format. */
    public Path data() {
        return folder.resolve("shapes");
    }

    /** Pictures that neither training nor validation has seen, by number. */
    public maskrcnn4j.image.Image fresh(int number) {
        return new ShapesGenerator(seed, ShapesSpec.DEFAULT)
                .picture(TRAINING_PICTURES + VALIDATION_PICTURES + number)
                .image();
    }

    /** How it is trained. */
    public TrainingSettings settings(double seconds) {
        double rate = Double.parseDouble(System.getProperty("demo.rate", "0.002"));
        OptimizerSpec adam = OptimizerSpec.ADAMW;
        return new TrainingSettings(
                seed,
                Precision.parse(System.getProperty("demo.precision", "auto")),
                List.of(new TrainingStage("all", EPOCHS, rate)),
                0,
                seconds,
                new ScheduleSpec(ScheduleSpec.Kind.COSINE, 50, 0.05, List.of(), 0.1, 0.01),
                new OptimizerSpec(
                        adam.kind(),
                        0.9,
                        false,
                        0.9,
                        0.99,
                        1e-8,
                        0.05,
                        false,
                        false,
                        1,
                        Double.parseDouble(System.getProperty("demo.clip", "0")),
                        1,
                        0),
                new LoaderSpec(Integer.getInteger("demo.batch", 8), 1, 64L << 20, false, 1, 0, false),
                AugmentSpec.NONE.withFlips(0.5, 0.5),
                0,
                0,
                0,
                50);
    }

    /** Trains for so many seconds, and judges the model at the end. */
    public TrainingResult run(double seconds, TrainingListener listener) throws IOException {
        ShapesDataset.write(data(), List.of("val"), List.of(validation));
        DatasetFormat format = DatasetFormats.recognise(data());
        Dataset judged = DatasetFormats.read(format, data(), ReadOptions.DEFAULT);
        ModelSpec spec = DemoModel.spec();
        Checkpoint checkpoint = new Checkpoint(spec, DemoModel.categories(), Map.of("source", "random weights"));
        try (RunFolder run = new RunFolder(folder.resolve("run"))) {
            Trainer trainer = new Trainer(
                    checkpoint,
                    InitialWeights.random(spec, DemoModel.categories().size() + 1, seed),
                    Examples.of(train.dataset(), train),
                    settings(seconds),
                    run);
            trainer.validateWith(new Validation(
                    judged, Measure.belongingTo(format, data(), judged), EvaluationOptions.DEFAULT.withBatch(8)));
            return trainer.train(listener);
        }
    }
}

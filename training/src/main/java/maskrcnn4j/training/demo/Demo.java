package maskrcnn4j.training.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelSpec;
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
import maskrcnn4j.training.run.MetricsCsv;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.Yaml;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.shapes.ShapesDataset;
import maskrcnn4j.training.shapes.ShapesGenerator;
import maskrcnn4j.training.shapes.ShapesSpec;

/**
 * Draws pictures of shapes, trains a small model on them from random weights, judges it by pictures that it never saw, and
 * shows what it finds on others.
 */
public final class Demo {
    /** How many pictures are drawn to learn from. */
    public static final int TRAINING_PICTURES = 12_000;

    /** How many pictures judge the model. */
    public static final int VALIDATION_PICTURES = 250;

    /** How many pictures of the training data are written as files, to look at and to try commands on. */
    private static final int WRITTEN_PICTURES = 250;

    private static final int SHOWN_PICTURES = 12;
    private static final String MARK = "mrcnn demo";

    private final long seed;
    private final double seconds;
    private final Path folder;
    private final ShapesGenerator generator;

    /**
     * A demonstration.
     *
     * @param seed pictures and weights depend on it
     * @param seconds the time for training
     * @param folder where everything is kept
     */
    public Demo(long seed, double seconds, Path folder) {
        this.seed = seed;
        this.seconds = seconds;
        this.folder = folder;
        generator = new ShapesGenerator(seed, ShapesSpec.DEFAULT);
    }

    /**
     * What came of it.
     *
     * @param training steps and time
     * @param scores box AP and mask AP
     * @param data the pictures, as a data set of COCO's format
     * @param report the page
     */
    public record Result(TrainingResult training, List<Score> scores, Path data, Path report) {}

    /**
     * Runs it.
     *
     * @throws IOException if the folder cannot be written, or holds a run of something else; one line
     */
    public Result run(TrainingListener listener) throws IOException {
        Path data = folder.resolve("shapes");
        Path place = folder.resolve("run");
        makeRoom(place);
        ShapesDataset train = new ShapesDataset(generator, 0, TRAINING_PICTURES);
        ShapesDataset validation = new ShapesDataset(generator, TRAINING_PICTURES, VALIDATION_PICTURES);
        ShapesDataset sample = new ShapesDataset(generator, 0, WRITTEN_PICTURES);
        ShapesDataset.write(data, List.of("train", "val"), List.of(sample, validation));
        ModelSpec spec = DemoModel.spec();
        Checkpoint checkpoint = new Checkpoint(spec, DemoModel.categories(), Map.of("source", "random weights"));
        TrainingResult training;
        Map<String, List<MetricsCsv.Point>> metrics;
        try (RunFolder run = new RunFolder(place)) {
            Yaml.write(run.config(), settings(), MARK + ", seed " + seed);
            training = new Trainer(
                            checkpoint,
                            InitialWeights.random(spec, DemoModel.categories().size() + 1, seed),
                            Examples.of(train.dataset(), train),
                            settings(),
                            run)
                    .train(listener);
            metrics = run.metrics().read();
        }
        return judge(training, metrics, data);
    }

    private Result judge(TrainingResult training, Map<String, List<MetricsCsv.Point>> metrics, Path data)
            throws IOException {
        DatasetFormat format = DatasetFormats.recognise(data);
        Dataset val = DatasetFormats.read(format, data, ReadOptions.DEFAULT.withSplit("val"));
        Path page = folder.resolve("report.html");
        try (MaskRcnn model = MaskRcnn.load(training.model())) {
            List<Score> scores = new Validation(
                            val, Measure.belongingTo(format, data, val), EvaluationOptions.DEFAULT.withBatch(8))
                    .judge(model)
                    .scores();
            new DemoReport(seed, training, scores, metrics).write(page, model, generator, first(), SHOWN_PICTURES);
            return new Result(training, scores, data, page);
        }
    }

    /** The first picture that neither training nor validation has seen. */
    private static long first() {
        return TRAINING_PICTURES + VALIDATION_PICTURES;
    }

    private TrainingSettings settings() {
        return Changed.of(
                TrainingSettings.usual(false),
                Map.of(
                        "seed",
                        seed,
                        "stages",
                        List.of(new TrainingStage("all", 1000, 0.002)), // time ends it before
                        "frozenStages",
                        0,
                        "secondsAtMost",
                        seconds,
                        "schedule",
                        new ScheduleSpec(ScheduleSpec.Kind.COSINE, 50, 0.05, List.of(), 0.1, 0.01),
                        "optimizer",
                        Changed.of(OptimizerSpec.ADAMW, Map.of("beta2", 0.99, "clip", 0.0)),
                        "loader",
                        new LoaderSpec(8, 1, 64L << 20, false, 1, 0, false),
                        "augment",
                        AugmentSpec.NONE.withFlips(0.5, 0.5).withShortSide(DemoModel.TRAINED_SIDE),
                        "evaluateEvery",
                        0.0,
                        "checkpointEvery",
                        0));
    }

    /** An earlier demonstration's run gives way; anything else stays, and is an error. */
    private static void makeRoom(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        Path config = RunFolder.config(run);
        if (!Files.isRegularFile(config) || !Files.readString(config).startsWith("# " + MARK)) {
            throw new IOException(
                    run + ": is there already, and not of a demonstration; choose another folder with --out");
        }
        List<Path> old;
        try (Stream<Path> files = Files.walk(run)) {
            old = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }
}

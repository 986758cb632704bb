package maskrcnn4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code mrcnn train} that change how is trained; what else can be set stands in the configuration. */
final class TrainOptions {
    @Option(
            names = "--stages",
            paramLabel = "LIST",
            description =
                    "What is trained, for how many epochs, at which rate: heads:1@0.001,all:5@0.0002. Layers are heads,"
                            + " 5+, 4+, 3+, all, or a regular expression.")
    private @Nullable String stages;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures of a step.")
    private @Nullable Integer batch;

    @Option(names = "--seed", paramLabel = "N", description = "Everything random depends on it.")
    private @Nullable Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "Threads that read pictures in advance; 0 for none.")
    private @Nullable Integer workers;

    @Option(names = "--precision", paramLabel = "P", description = "float32, bf16 or auto.")
    private @Nullable String precision;

    @Option(
            names = "--skip-unreadable",
            description =
                    "Replace pictures that cannot be read by others, and count them; by default they end training.")
    private boolean skipUnreadable;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a convention of the model, for example image.resize.shortSide=400.")
    private Map<String, String> set = new LinkedHashMap<>();

    Map<String, String> set() {
        return set;
    }

    /** Sound settings to begin from: AdamW down a cosine; less and slower where weights are known already. */
    static TrainingSettings defaults(boolean weights) {
        TrainingSettings base = TrainingSettings.DEFAULT;
        List<TrainingStage> stages = TrainingStage.parse(weights ? "heads:1@0.0005,all:5@0.0002" : "all:24@0.001");
        OptimizerSpec adam = OptimizerSpec.ADAMW;
        OptimizerSpec optimizer = new OptimizerSpec(
                adam.kind(), 0.9, false, adam.beta1(), adam.beta2(), adam.eps(), 0.01, false, false, 1, 5, 1, 0);
        return new TrainingSettings(
                1,
                Precision.AUTO,
                stages,
                TrainingSettings.AS_THE_MODEL_SAYS,
                0,
                ScheduleSpec.COSINE,
                optimizer,
                LoaderSpec.DEFAULT.withBatch(weights ? 2 : 8),
                AugmentSpec.STANDARD,
                1,
                0,
                base.checkpointEvery(),
                base.logEvery());
    }

    /** Settings with what the user said. */
    TrainingSettings apply(TrainingSettings settings) {
        LoaderSpec loader = settings.loader();
        LoaderSpec chosen = new LoaderSpec(
                batch == null ? loader.batch() : batch,
                workers == null ? loader.workers() : workers,
                loader.memoryBytes(),
                loader.groupByAspect(),
                loader.negatives(),
                loader.repeatThreshold(),
                skipUnreadable || loader.skipUnreadable());
        return new TrainingSettings(
                seed == null ? settings.seed() : seed,
                precision == null ? settings.precision() : Precision.parse(precision),
                stages == null ? settings.stages() : TrainingStage.parse(stages),
                settings.frozenStages(),
                settings.secondsAtMost(),
                settings.schedule(),
                settings.optimizer(),
                chosen,
                settings.augment(),
                settings.evaluateEvery(),
                settings.patience(),
                settings.checkpointEvery(),
                settings.logEvery());
    }
}

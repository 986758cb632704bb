package maskrcnn4j.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.TrainingSettings;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
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

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Pictures of a batch, which is a step unless gradients are accumulated.")
    private @Nullable Integer batch;

    @Option(
            names = "--micro-batch",
            paramLabel = "N",
            description =
                    "Compute a step in parts of at most N pictures, whose gradients are added up: less memory, and the same"
                            + " result, but for live batch norms; auto takes as many as fit (default: all at once).")
    private @Nullable String microBatch;

    @Option(
            names = "--best",
            paramLabel = "NAME",
            description =
                    "The number by which the best model is chosen: segm/AP, bbox/AP, validation/loss, ... (default:"
                            + " auto, AP of masks where there are any).")
    private @Nullable String best;

    @Option(
            names = "--evaluate-first",
            description =
                    "Also evaluate the weights that training begins with; they are the best model until others are better.")
    private boolean evaluateFirst;

    @Option(names = "--seed", paramLabel = "N", description = "Everything random depends on it.")
    private @Nullable Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "Threads that read pictures in advance; 0 for none.")
    private @Nullable Integer workers;

    @Option(names = "--precision", paramLabel = "P", description = "float32, bf16 or auto.")
    private @Nullable String precision;

    @Option(
            names = "--device",
            paramLabel = "D",
            description = "cpu, cuda, cuda:N or auto: a GPU if there is one that can be used (default: auto).")
    private @Nullable String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads one operation on the CPU is spread over (default: one per core).")
    private @Nullable Integer threads;

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

    /** What a run that goes on may be told; all else is as it was told in the beginning. */
    static final Set<String> WHERE = Set.of("--device", "--threads", "--workers", "--micro-batch", "--skip-unreadable");

    Map<String, String> set() {
        return set;
    }

    private static int microBatch(String said) {
        if (said.equals("auto")) {
            return TrainingSettings.AS_MANY_AS_FIT;
        }
        try {
            int count = Integer.parseInt(said);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException word) {
            // said below
        }
        throw new UsageException("--micro-batch " + said + ": a number of pictures, at least 1, or auto");
    }

    /** Settings with where and in what portions the user wants them: what a run that goes on may be told anew. */
    TrainingSettings moved(TrainingSettings settings) {
        Map<String, Object> loader = new HashMap<>();
        put(loader, "workers", workers);
        put(loader, "skipUnreadable", skipUnreadable ? true : null);
        Map<String, Object> said = new HashMap<>();
        put(said, "microBatch", microBatch == null ? null : microBatch(microBatch));
        said.put("loader", Changed.of(settings.loader(), loader));
        return Changed.of(settings, said)
                .on(device == null ? settings.device() : device, threads == null ? settings.threads() : threads);
    }

    /** Settings with what the user said. */
    TrainingSettings apply(TrainingSettings settings) {
        Map<String, Object> loader = new HashMap<>();
        put(loader, "batch", batch);
        Map<String, Object> said = new HashMap<>();
        put(said, "seed", seed);
        put(said, "precision", precision == null ? null : Precision.parse(precision));
        put(said, "stages", stages == null ? null : TrainingStage.parse(stages));
        put(said, "evaluateFirst", evaluateFirst ? true : null);
        put(said, "best", best);
        said.put("loader", Changed.of(settings.loader(), loader));
        return moved(Changed.of(settings, said));
    }

    private static void put(Map<String, Object> said, String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value);
        }
    }
}

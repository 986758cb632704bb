package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.weights.catalog.WeightStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which model runs, and how. */
final class ModelArguments {
    @Option(
            names = "--weights",
            required = true,
            paramLabel = "W",
            description =
                    "A weight file, a folder of files that belong together, or a catalogue name (mrcnn weights list).")
    private String weights = "";

    @Mixin
    private final ModelWeightsOptions said = new ModelWeightsOptions();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "cpu",
            description = "cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "auto",
            description = "float32, bf16, or auto: bf16 where the processor multiplies it natively (default: auto).")
    private String precision = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads one operation is spread over (default: one per core).")
    private @Nullable Integer threads;

    /** Loads the model, fetching catalogue weights on first use. */
    MaskRcnn load(Output output) throws IOException {
        Path path;
        try (WeightsProgress progress = new WeightsProgress(output)) {
            path = WeightStore.standard().find(weights, progress);
        }
        Precision wantedPrecision = used("--precision", () -> Precision.parse(precision));
        Device wantedDevice = used("--device", () -> Device.parse(device));
        if (threads != null) {
            int count = threads;
            used("--threads", () -> {
                Engine.setThreads(count);
                return count;
            });
        }
        try (ModelWeights opened = said.open(path)) {
            return MaskRcnn.of(opened, new LoadOptions(said.options(), wantedDevice, wantedPrecision));
        }
    }

    private static <T> T used(String option, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(option + ": " + wrong.getMessage());
        }
    }
}

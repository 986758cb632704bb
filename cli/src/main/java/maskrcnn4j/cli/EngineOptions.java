package maskrcnn4j.cli;

import java.util.function.Supplier;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and in which numbers a model runs. */
final class EngineOptions {
    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = Device.AUTO,
            description =
                    "cpu, cuda, cuda:N or auto: a GPU if there is one that can be used (default: ${DEFAULT-VALUE}).")
    private String device = Device.AUTO;

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

    /** How a model is loaded by these options; sets the threads of the engine. */
    LoadOptions options(ModelOptions model) {
        Precision wantedPrecision = used("--precision", () -> Precision.parse(precision));
        Device wantedDevice = used("--device", () -> Device.parse(device));
        if (threads != null) {
            int count = threads;
            used("--threads", () -> {
                Engine.setThreads(count);
                return count;
            });
        }
        return new LoadOptions(model, wantedDevice, wantedPrecision);
    }

    private static <T> T used(String option, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(option + ": " + wrong.getMessage());
        }
    }
}

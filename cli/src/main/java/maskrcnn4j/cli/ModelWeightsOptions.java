package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelWeights;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a weight file does not say itself. */
final class ModelWeightsOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "The family of the weights, where their tensors do not tell.")
    private @Nullable String preset;

    @Option(names = "--classes", paramLabel = "FILE", description = "Names of the classes, one a line.")
    private @Nullable Path classes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a convention of the model, for example detections.scoreThreshold=0.1.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** What the user said. */
    ModelOptions options() {
        return new ModelOptions(Optional.ofNullable(preset), Optional.ofNullable(classes), settings);
    }

    /**
     * Opens weights by these options; the caller closes them.
     *
     * @throws UsageException if an option cannot be
     * @throws IOException if the weights cannot be used
     */
    ModelWeights open(Path path) throws IOException {
        try {
            return ModelWeights.open(path, options());
        } catch (IllegalArgumentException wrongOption) {
            throw new UsageException(wrongOption.getMessage());
        }
    }
}

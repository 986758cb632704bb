package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.spec.SourceWeights;
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
        return options(Map.of());
    }

    /**
     * What the user said, and further settings.
     *
     * @param further keys and values as in {@code --set}, which the user's own go before
     */
    ModelOptions options(Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(further);
        all.putAll(settings);
        return new ModelOptions(Optional.ofNullable(preset), Optional.ofNullable(classes), all);
    }

    /**
     * Opens weights by these options; the caller closes them.
     *
     * @throws UsageException if an option cannot be
     * @throws IOException if the weights cannot be used
     */
    ModelWeights open(Path path) throws IOException {
        return open(path, options());
    }

    /** Opens weights by these options and further settings; see {@link #open(Path)}. */
    ModelWeights open(Path path, ModelOptions options) throws IOException {
        try {
            return ModelWeights.open(path, options);
        } catch (IllegalArgumentException wrongOption) {
            throw new UsageException(wrongOption.getMessage());
        }
    }

    /** Opens weights that may be a trunk alone; see {@link #open(Path)}. */
    SourceWeights openSource(Path path) throws IOException {
        try {
            return SourceWeights.open(path, options());
        } catch (IllegalArgumentException wrongOption) {
            throw new UsageException(wrongOption.getMessage());
        }
    }
}

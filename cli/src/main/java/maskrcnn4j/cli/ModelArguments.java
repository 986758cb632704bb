package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import maskrcnn4j.inspect.Inspector;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.weights.catalog.WeightStore;
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

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    /** The weights as the user named them. */
    String weights() {
        return weights;
    }

    /** Loads the model, fetching catalogue weights on first use. */
    MaskRcnn load(Output output) throws IOException {
        LoadOptions load = options();
        try (Engine.Guard natives = Engine.startMeanwhile();
                ModelWeights opened = open(output, Map.of())) {
            return MaskRcnn.of(opened, load);
        }
    }

    /** Loads the model to be looked into; see {@link #load}. */
    Inspector inspector(Output output) throws IOException {
        LoadOptions load = options();
        try (Engine.Guard natives = Engine.startMeanwhile()) {
            return Inspector.of(open(output, Map.of()), load);
        }
    }

    /**
     * Opens the weights, fetching those of the catalogue on first use; the caller closes them.
     *
     * @param settings keys and values as in {@code --set}, which the user's own go before
     */
    ModelWeights open(Output output, Map<String, String> settings) throws IOException {
        return open(weights, said, output, settings);
    }

    /** Opens weights by options; see {@link #open(Output, Map)}. */
    static ModelWeights open(String weights, ModelWeightsOptions said, Output output, Map<String, String> settings)
            throws IOException {
        Path path;
        try (WeightsProgress progress = new WeightsProgress(output)) {
            path = WeightStore.standard().find(weights, progress);
        }
        ModelWeights opened = said.open(path, said.options(settings));
        opened.report().lines().stream()
                .filter(line -> line.startsWith("fresh values"))
                .forEach(output::note);
        return opened;
    }

    /** Device and precision; sets the threads of the engine. */
    LoadOptions options() {
        return engine.options(said.options());
    }
}

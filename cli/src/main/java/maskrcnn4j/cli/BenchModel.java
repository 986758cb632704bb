package maskrcnn4j.cli;

import java.io.IOException;
import java.util.Map;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrozenNorms;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.spec.Preset;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.weights.TensorSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model that is measured: weights, or an architecture with random ones. */
final class BenchModel {
    private static final long SEED = 0;

    @Option(
            names = "--weights",
            paramLabel = "W",
            description =
                    "A weight file, a folder of files that belong together, or a catalogue name (mrcnn weights list).")
    private @Nullable String weights;

    @Mixin
    private final ModelWeightsOptions said = new ModelWeightsOptions();

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    boolean isRandom() {
        return weights == null;
    }

    MaskRcnn load(Output output) throws IOException {
        if (weights != null) {
            LoadOptions load = engine.options(said.options());
            try (ModelWeights opened = ModelArguments.open(weights, said, output, Map.of())) {
                return MaskRcnn.of(opened, load);
            }
        }
        ModelOptions options = said.options();
        Preset preset = preset(options);
        LoadOptions load = engine.options(options);
        ModelSpec spec = settings(preset, options);
        Checkpoint checkpoint =
                new Checkpoint(spec, preset.categories(), Map.of("source", "random weights, seed " + SEED));
        TensorSource random = InitialWeights.random(
                FrozenNorms.in(spec), preset.categories().size() + 1, SEED); // in use all norms are as if frozen
        return MaskRcnn.of(checkpoint, random, load);
    }

    private static Preset preset(ModelOptions options) {
        if (options.preset().isEmpty()) {
            throw new UsageException("name weights with --weights, or an architecture with --preset ("
                    + String.join(", ", Presets.names()) + ")");
        }
        try {
            return Presets.named(options.preset().get());
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--preset: " + unknown.getMessage());
        }
    }

    private static ModelSpec settings(Preset preset, ModelOptions options) {
        try {
            return SpecSettings.apply(preset.spec(), options.settings());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }

    String describe(MaskRcnn network) {
        String name = network.checkpoint().spec().name();
        return weights == null ? name + " with random weights" : weights + " (" + name + ")";
    }
}

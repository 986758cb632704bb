package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.model.TrainableMaskRcnn;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelOptions;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SourceWeights;
import maskrcnn4j.spec.SpecSettings;
import maskrcnn4j.spec.StartingWeights;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.init.InitialWeights;
import maskrcnn4j.training.loader.BatchOrder;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.PictureFiles;
import maskrcnn4j.training.report.RunSubject;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.TensorSource;
import org.jspecify.annotations.Nullable;

/** A training as it is going to be: data found and read, model chosen, weights ready. Close it when training is done. */
public final class TrainingPlan implements AutoCloseable {
    static final String DEFAULT_PRESET = "light";

    private final TrainingConfig config;
    private final Checkpoint checkpoint;
    private final TensorSource weights;
    private final Examples examples;
    private final Optional<Validation> validation;
    private final @Nullable SourceWeights source;
    private final List<String> lines;

    private TrainingPlan(
            TrainingConfig config,
            Checkpoint checkpoint,
            TensorSource weights,
            Examples examples,
            Optional<Validation> validation,
            @Nullable SourceWeights source,
            List<String> lines) {
        this.config = config;
        this.checkpoint = checkpoint;
        this.weights = weights;
        this.examples = examples;
        this.validation = validation;
        this.source = source;
        this.lines = List.copyOf(lines);
    }

    /**
     * Makes a plan.
     *
     * @param weightFile where the weights lie, if some were named
     * @param problems what becomes of annotations that cannot be read
     * @throws IllegalArgumentException if a setting cannot be used or the model cannot be trained; one line
     * @throws IOException if data or weights cannot be used; one line
     */
    public static TrainingPlan of(TrainingConfig config, Optional<Path> weightFile, ReadProblem.Handler problems)
            throws IOException {
        StartingWeights.Options starting = startingOptions(config);
        if (weightFile.isEmpty() && !starting.equals(StartingWeights.Options.DEFAULT)) {
            throw new TrainingException((starting.exclude().isEmpty() ? "class-map" : "exclude")
                    + " says how weights are used, and there are none to begin from; name some with --weights W, or leave"
                    + " it out");
        }
        Device device = Device.parse(config.training().device());
        config.training().useThreads();
        TrainingData data = TrainingData.read(config, ReadOptions.DEFAULT.withProblems(problems));
        List<String> lines = new ArrayList<>(data.lines());
        List<ModelCategory> categories = data.categories();
        SourceWeights source = weightFile.isPresent() ? SourceWeights.open(weightFile.get(), ModelOptions.NONE) : null;
        try {
            ModelSpec spec = spec(config, source);
            TrainableMaskRcnn.requireTrainable(spec);
            TensorSource fresh = InitialWeights.random(
                    spec, categories.size() + 1, config.training().seed());
            TensorSource weights = fresh;
            Map<String, String> provenance = new LinkedHashMap<>();
            provenance.put(RunSubject.SOURCE, source == null ? "random weights" : source.origin());
            provenance.put(RunSubject.DATA_FORMAT, data.form());
            Set<String> random = fresh.tensors().keySet();
            if (source != null) {
                StartingWeights begin = StartingWeights.of(source, spec, categories, starting, fresh);
                weights = begin.tensors();
                random = begin.report().reinitialized().stream()
                        .map(LoadReport.Reinitialized::name)
                        .collect(Collectors.toSet());
                String taken =
                        Counted.of(begin.report().loaded().size(), "tensor as it is", "tensors as they are") + ", "
                                + begin.report().transferred().size() + " by class, "
                                + begin.report().reinitialized().size() + " new";
                lines.add("model: " + spec.name() + ", from " + source.origin() + " (" + taken + ")");
                provenance.put(RunSubject.SOURCE_TENSORS, taken);
                if (!begin.notes().isEmpty()) {
                    provenance.put(RunSubject.SOURCE_CLASSES, String.join("; ", begin.notes()));
                }
                begin.notes().forEach(note -> lines.add("note: " + note));
            } else {
                lines.add("model: " + spec.name() + ", from random weights");
            }
            Checkpoint checkpoint = new Checkpoint(spec, categories, provenance);
            BestMetric.of(config.training().best(), data.validation());
            Examples examples = Examples.of(data.train(), new PictureFiles(data.train()));
            TrainingSettings settings = settings(config.training(), spec, source);
            StageLayers layers = new StageLayers(spec.backbone(), settings);
            layers.requireEachTrains(weights.tensors().keySet());
            lines.addAll(steps(settings, examples));
            layers.randomAndFrozen(random).ifPresent(note -> lines.add("note: " + note));
            if (settings.frozenStages() > 0) {
                lines.add("frozen: the first " + settings.frozenStages()
                        + " of the trunk's stages (training.frozenStages in config.yaml; 0 trains all)");
            }
            lines.add("device: " + device + ", "
                    + settings.precision().on(device).name().toLowerCase(Locale.ROOT));
            if (!device.isCpu() && settings.precision() == Precision.BF16) {
                lines.add(
                        "note: bf16 on a GPU has ended in losses that are no numbers (docs/gpu.md); leave out --precision");
            }
            lines.addAll(memory(MemoryForecast.look(checkpoint, weights, settings, data.train())));
            return new TrainingPlan(
                    config.withTraining(settings), checkpoint, weights, examples, data.validation(), source, lines);
        } catch (IOException | RuntimeException unusable) {
            if (source != null) {
                source.close();
            }
            throw unusable;
        }
    }

    private static ModelSpec spec(TrainingConfig config, @Nullable SourceWeights source) {
        ModelSpec base;
        if (!config.preset().isEmpty()) {
            base = Presets.named(config.preset()).spec();
        } else if (source == null) {
            base = Presets.named(DEFAULT_PRESET).spec();
        } else {
            base = source.checkpoint()
                    .map(Checkpoint::spec)
                    .orElseThrow(() -> new TrainingException(source.origin() + ": holds " + source.what()
                            + ", no whole model; say which model is to be trained with --preset ("
                            + String.join(", ", Presets.names()) + ")"));
        }
        return SpecSettings.apply(base, config.set());
    }

    private static TrainingSettings settings(TrainingSettings said, ModelSpec spec, @Nullable SourceWeights source) {
        if (said.frozenStages() != TrainingSettings.AS_THE_MODEL_SAYS) {
            return said;
        }
        return said.withFrozenStages(source == null ? 0 : spec.training().frozenStages());
    }

    private static StartingWeights.Options startingOptions(TrainingConfig config) {
        boolean auto = config.classMap().isEmpty() || config.classMap().equals("auto");
        return new StartingWeights.Options(
                auto ? Optional.empty() : Optional.of(Path.of(config.classMap())), config.exclude());
    }

    private static List<String> memory(MemoryForecast.Case training) {
        MemoryForecast forecast = MemoryForecast.of(training);
        if (!forecast.tooMuch()) {
            return List.of(forecast.line());
        }
        return List.of(
                forecast.line(),
                "note: that will not fit; to take less: " + MemoryForecast.advice(training, training.atOnce()));
    }

    private static List<String> steps(TrainingSettings settings, Examples examples) throws IOException {
        BatchOrder order = new BatchOrder(examples, settings.loader(), settings.seed());
        int perEpoch =
                Math.max(1, order.batchesPerEpoch() / settings.optimizer().accumulate());
        List<String> stages = settings.stages().stream()
                .map(stage -> String.format(Locale.ROOT, "%s (%s)", stage, Counted.of(stage.steps(perEpoch), "step")))
                .toList();
        return List.of(
                "stages: " + String.join(", then ", stages),
                String.format(
                        Locale.ROOT,
                        "an epoch: %s in %s of %d; %s",
                        Counted.of(order.pictures(), "picture"),
                        Counted.of(perEpoch, "step"),
                        settings.loader().batch() * settings.optimizer().accumulate(),
                        settings.optimizer().kind()));
    }

    /** The plan in words, a line for each thing. */
    public List<String> lines() {
        return lines;
    }

    /** Spec, classes and where the first weights come from. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Where it is learned. */
    public Device device() {
        return Device.parse(config.training().device());
    }

    /** What is learned. */
    public Examples examples() {
        return examples;
    }

    /** A trainer by the plan, for whoever wants to tell it more. */
    public Trainer trainer(RunFolder run) {
        Trainer trainer = new Trainer(checkpoint, weights, examples, config.training(), run);
        validation.ifPresent(trainer::validateWith);
        return trainer;
    }

    /** Trains by the plan. */
    public TrainingResult train(RunFolder run, TrainingListener listener) throws IOException {
        return trainer(run).train(listener);
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}

package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.tensor.TensorMemoryException;
import maskrcnn4j.text.Counted;
import maskrcnn4j.training.Preview;
import maskrcnn4j.training.TrainingConfig;
import maskrcnn4j.training.TrainingPlan;
import maskrcnn4j.training.TrainingResult;
import maskrcnn4j.training.run.RunFolder;
import maskrcnn4j.training.run.Yaml;
import maskrcnn4j.weights.catalog.WeightStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mrcnn train}. */
@Command(
        name = "train",
        description = {
            "Trains a model on a data set of any format, from weights that are there or from random ones, and keeps"
                    + " checkpoints, measurements and curves in a folder.",
            "Whatever happens, --resume DIR goes on from the last checkpoint. The configuration that is written there can be"
                    + " changed and given to --config."
        })
final class TrainCommand implements Callable<Integer> {
    private static final Set<String> BESIDE_RESUME = Set.of("--resume", "--preview", "--json", "--quiet", "--verbose");
    private static final int PREVIEW_PICTURES = 16;
    private static final List<String> TRAIN_SPLITS = List.of("train", "training");
    private static final List<String> VAL_SPLITS = List.of("val", "valid", "validation");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ReportOptions options;

    @Mixin
    private final TrainOptions how = new TrainOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            description = "The data set: a file or folder of any known format.")
    private @Nullable String data;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The format of the data set; found out if it is not given.")
    private @Nullable String format;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "The part to learn from (default: train, if there is one).")
    private @Nullable String split;

    @Option(
            names = "--val",
            paramLabel = "DATA",
            description = "The data set that judges the model (default: the part val of DATA, if there is one).")
    private @Nullable String val;

    @Option(
            names = "--weights",
            paramLabel = "W",
            description = "Weights to begin from: a file, a folder or a catalogue name; random ones if not given.")
    private @Nullable String weights;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "The model to train (default: that of the weights; light without any).")
    private @Nullable String preset;

    @Option(
            names = "--class-map",
            paramLabel = "FILE",
            description =
                    "Which class begins from which class of the weights, lines NEW = OLD; auto takes those of one name"
                            + " (default: auto).")
    private @Nullable String classMap;

    @Option(names = "--exclude", paramLabel = "NAME", description = "Tensors not to take from the weights.")
    private @Nullable List<String> exclude;

    @Option(names = "--config", paramLabel = "FILE", description = "Begin from the settings in a config.yaml.")
    private @Nullable Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the run (default: run, run-2, ...).")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the run in this folder.")
    private @Nullable Path resume;

    @Option(
            names = "--preview",
            description =
                    "Only write pictures as the network is going to see them, with their objects, to DIR/preview.")
    private boolean preview;

    TrainCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        OwnJars.open();
        Output output = options.output();
        Path folder = folder();
        TrainingConfig chosen = resume == null ? chosen() : resumed(folder);
        try (TrainingPlan plan = plan(chosen, output)) {
            plan.lines().forEach(output::note);
            if (preview) {
                List<Path> files = Preview.write(
                        plan.examples(),
                        plan.checkpoint().spec().image(),
                        chosen.training(),
                        folder.resolve("preview"),
                        PREVIEW_PICTURES);
                output.print("wrote " + Counted.of(files.size(), "picture") + " to " + folder.resolve("preview"));
                return CommandLine.ExitCode.OK;
            }
            output.note("run: " + folder);
            return train(plan, chosen, folder, output);
        } catch (TensorMemoryException full) {
            throw new CommandException(full.getMessage() + "; --resume " + folder + " goes on");
        }
    }

    /** As the run was told, and on this device. */
    private TrainingConfig resumed(Path folder) throws IOException {
        TrainingConfig told = TrainingConfig.read(RunFolder.config(folder));
        try {
            return told.withTraining(how.moved(told.training()));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private static TrainingPlan plan(TrainingConfig chosen, Output output) throws IOException {
        try {
            return TrainingPlan.of(chosen, weightFile(chosen, output), problem -> output.problem(problem.exception()));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private int train(TrainingPlan plan, TrainingConfig chosen, Path folder, Output output) throws IOException {
        try (RunFolder run = new RunFolder(folder);
                GracefulStop stop = GracefulStop.watch(() -> output.note(
                        "stops after this step, with a checkpoint; a second Ctrl-C ends at once, without one"))) {
            if (resume == null) {
                describe(run, chosen, plan);
            }
            TrainingResult result = plan.train(run, new TrainingNotes(output, stop::isRequested));
            report(result, output);
            if (result.finished()) {
                return CommandLine.ExitCode.OK;
            }
            output.problem("stopped after step " + result.steps() + "; go on with: mrcnn train --resume " + folder);
            return stop.exitCode();
        }
    }

    private void describe(RunFolder run, TrainingConfig chosen, TrainingPlan plan) throws IOException {
        try {
            Yaml.write(run.config(), chosen, "mrcnn train --config, or --resume " + run.path());
            run.writeProvenance(chosen.data(), Version.number(), plan.device());
        } catch (IOException full) {
            throw RunFolder.said(run.path(), full);
        }
    }

    private void report(TrainingResult result, Output output) throws IOException {
        output.print(String.format(
                Locale.ROOT,
                result.finished() ? "trained for %s (%s); the model: %s" : "trained for %s (%s) so far; the model: %s",
                TrainingNotes.time(result.trainSeconds()),
                Counted.of(result.steps(), "step"),
                result.model()));
        if (result.skipped() > 0) {
            output.note(
                    "note: " + Counted.of(result.skipped(), "picture") + " could not be read; others took their place");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", result.model().toString());
        json.put("last", result.last().toString());
        json.put("steps", result.steps());
        json.put("trainSeconds", result.trainSeconds());
        json.put("values", result.values());
        json.put("skipped", result.skipped());
        json.put("finished", result.finished());
        options.writeJson(json);
    }

    private Path folder() {
        if (resume != null) {
            requireNothingNew(resume);
            if (!Files.exists(RunFolder.config(resume))) {
                throw new UsageException(
                        "--resume " + resume + ": holds no run (config.yaml is missing); give the folder of one");
            }
            return resume;
        }
        if (out != null) {
            if (Files.exists(out) && !Files.isDirectory(out)) {
                throw new UsageException("--out " + out + ": is a file; give a folder, which may be a new one");
            }
            if (Files.exists(RunFolder.config(out)) && !preview) {
                throw new UsageException("--out " + out + ": holds a run already; go on with --resume " + out
                        + ", or choose another folder");
            }
            return out;
        }
        Path folder = Path.of("run");
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("run-" + i);
        }
        return folder;
    }

    /** What would be passed over is refused, lest it be thought to have been done. */
    private void requireNothingNew(Path run) {
        Stream<String> said = Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .filter(name -> !TrainOptions.WHERE.contains(name) && !BESIDE_RESUME.contains(name))
                .sorted();
        List<String> tooMuch = Stream.concat(data == null ? Stream.of() : Stream.of("DATA"), said)
                .toList();
        if (!tooMuch.isEmpty()) {
            throw new UsageException("--resume " + run + " goes on as the run was told; leave out "
                    + String.join(", ", tooMuch) + ", or begin a new run with --config " + RunFolder.config(run));
        }
    }

    private TrainingConfig chosen() throws IOException {
        boolean trained = weights != null;
        TrainingConfig base = config == null ? TrainingConfig.usual(trained) : TrainingConfig.read(config, trained);
        String path = data == null ? base.data() : data;
        if (path.isEmpty()) {
            throw new UsageException("name the data set: mrcnn train DATA (a file or folder of any known format)");
        }
        String form = format == null ? base.format() : format;
        List<String> splits = data == null && val == null ? List.of() : splits(path, form);
        String part = split != null ? split : data == null ? base.split() : usual(splits, TRAIN_SPLITS);
        boolean ownVal = val == null
                && base.val().isEmpty()
                && !usual(splits, VAL_SPLITS).isEmpty();
        String judge = val != null ? val : ownVal ? path : base.val();
        String judgePart = ownVal
                ? usual(splits, VAL_SPLITS)
                : val != null ? usual(splits(val, base.valFormat()), VAL_SPLITS) : base.valSplit();
        Map<String, String> set = new LinkedHashMap<>(base.set());
        set.putAll(how.set());
        try {
            return new TrainingConfig(
                    path,
                    form,
                    part,
                    judge,
                    ownVal ? form : base.valFormat(),
                    judgePart,
                    weights == null ? base.weights() : weights,
                    preset == null ? base.preset() : preset,
                    set,
                    classMap == null ? base.classMap() : classMap,
                    exclude == null ? base.exclude() : exclude,
                    how.apply(base.training()));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<String> splits(String path, String name) throws IOException {
        Path place = Path.of(path);
        DatasetFormat format = name.isEmpty() ? DatasetFormats.recognise(place) : DatasetFormats.named(name);
        return format.splits(place);
    }

    private static String usual(List<String> splits, List<String> names) {
        return names.stream().filter(splits::contains).findFirst().orElse("");
    }

    private static Optional<Path> weightFile(TrainingConfig chosen, Output output) throws IOException {
        if (chosen.weights().isEmpty()) {
            return Optional.empty();
        }
        try (WeightsProgress progress = new WeightsProgress(output)) {
            return Optional.of(WeightStore.standard().find(chosen.weights(), progress));
        }
    }
}

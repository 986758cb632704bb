package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;

/**
 * A weight file under our names, whether it holds a whole model or a trunk alone: what a new model can begin from. Needs no
 * engine.
 */
public final class SourceWeights implements AutoCloseable {
    /** Tensors that a trunk has at least. */
    private static final int FEWEST = 20;

    private static final String MEAN = ".norm.mean";
    private static final String VARIANCE = ".norm.var";

    static final String NO_STATISTICS = "the file's norms have no statistics: mean 0, variance 1";
    static final String NO_BIASES = "the file's convolutions before norms have no biases: 0";

    private final WeightFile file;
    private final String what;
    private final Optional<Checkpoint> checkpoint;
    private final WeightNaming naming;
    private final TensorSource tensors;

    private SourceWeights(
            WeightFile file, String what, Optional<Checkpoint> checkpoint, WeightNaming naming, TensorSource tensors) {
        this.file = file;
        this.what = what;
        this.checkpoint = checkpoint;
        this.naming = naming;
        this.tensors = tensors;
    }

    /**
     * Opens a weight file, or a folder of files that belong together.
     *
     * @throws WeightException if the file is damaged or of no known family
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if an option cannot be
     */
    public static SourceWeights open(Path path, ModelOptions options) throws IOException {
        WeightFile file = WeightFiles.open(path);
        try {
            return Checkpoint.isIn(file.metadata()) ? ownFile(file, options) : foreignFile(file, options);
        } catch (IOException | RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    private static SourceWeights ownFile(WeightFile file, ModelOptions options) throws IOException {
        Checkpoint stored;
        try {
            stored = Checkpoint.fromMetadata(file.metadata());
        } catch (IllegalArgumentException broken) {
            throw new WeightException(file.origin() + ": " + broken.getMessage());
        }
        if (options.preset().isPresent()
                && !options.preset().get().equals(stored.spec().name())) {
            throw new WeightException(
                    file.origin() + ": the file says it is " + stored.spec().name() + ", --preset says "
                            + options.preset().get() + ": leave the option out");
        }
        return new SourceWeights(
                file, stored.spec().name(), Optional.of(settled(stored, options)), Namings.own(), file);
    }

    private static SourceWeights foreignFile(WeightFile file, ModelOptions options) throws IOException {
        String prefix = PrefixedNaming.common(file.tensors().keySet());
        for (String front : prefix.isEmpty() ? List.of("") : List.of("", prefix)) {
            Optional<Preset> preset = options.preset().isPresent()
                    ? options.preset().map(Presets::named)
                    : Presets.recognise(file, naming -> prefixed(front, naming));
            boolean found = preset.isPresent()
                    && file.tensors().keySet().stream()
                            .anyMatch(name -> prefixed(front, preset.get().naming())
                                    .rename(name)
                                    .isPresent());
            if (found && hasHeads(file, prefixed(front, preset.get().naming()))) {
                return ofPreset(file, preset.get(), front, options);
            }
            Optional<SourceWeights> trunk = options.preset().isPresent() ? Optional.empty() : trunk(file, front);
            if (trunk.isPresent()) {
                return trunk.get();
            }
            if (found) {
                return ofPreset(file, preset.get(), front, options);
            }
        }
        throw new WeightException(file.origin() + ": " + file.format() + " with "
                + file.tensors().size() + " tensors that belong to no known family; say which one it is with --preset"
                + " (" + String.join(", ", Presets.names()) + ")");
    }

    private static boolean hasHeads(WeightFile file, WeightNaming naming) {
        return file.tensors().keySet().stream()
                .flatMap(name -> naming.rename(name).stream())
                .anyMatch(renamed -> !renamed.name().startsWith("backbone."));
    }

    private static WeightNaming prefixed(String prefix, WeightNaming naming) {
        return prefix.isEmpty() ? naming : new PrefixedNaming(prefix, naming);
    }

    private static SourceWeights ofPreset(WeightFile file, Preset preset, String prefix, ModelOptions options)
            throws IOException {
        WeightNaming naming = prefixed(prefix, preset.naming());
        Checkpoint said = new Checkpoint(
                preset.spec(),
                preset.categories(),
                Map.of("source", file.format() + " of the " + preset.name() + " family"));
        return new SourceWeights(
                file, preset.name(), Optional.of(settled(said, options)), naming, renamed(file, naming));
    }

    private static TensorSource renamed(WeightFile file, WeightNaming naming) throws IOException {
        try {
            return new RenamedTensors(file, naming);
        } catch (WeightException unfit) {
            throw new WeightException(file.origin() + ": " + unfit.getMessage(), unfit);
        }
    }

    private static Checkpoint settled(Checkpoint said, ModelOptions options) throws IOException {
        return new Checkpoint(
                SpecSettings.apply(said.spec(), options.settings()),
                options.classes().isPresent() ? ClassFile.read(options.classes().get()) : said.categories(),
                said.provenance());
    }

    private static Optional<SourceWeights> trunk(WeightFile file, String prefix) throws IOException {
        for (WeightNaming rules : TrunkNamings.all()) {
            WeightNaming naming = prefixed(prefix, rules);
            long known = file.tensors().keySet().stream()
                    .filter(name -> naming.rename(name).isPresent())
                    .count();
            if (known >= FEWEST) {
                TensorSource tensors = renamed(file, naming);
                String what = "the trunk of a classifier, " + TrunkName.of(tensors.tensors());
                return Optional.of(new SourceWeights(file, what, Optional.empty(), naming, tensors));
            }
        }
        return Optional.empty();
    }

    /** Where the weights come from, for messages. */
    public String origin() {
        return file.origin();
    }

    /** The file as it is. */
    public WeightFile file() {
        return file;
    }

    /** What it holds, in words: a preset's name, or which trunk. */
    public String what() {
        return what;
    }

    /** Spec, classes and provenance of a whole model; empty for a trunk. */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint;
    }

    /** How the file names its tensors. */
    public WeightNaming naming() {
        return naming;
    }

    /** The tensors by our names. */
    public TensorSource tensors() {
        return tensors;
    }

    /** The file's name for a tensor of ours, if it has it. */
    Map<String, String> theirNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String theirs : file.tensors().keySet()) {
            naming.rename(theirs).ifPresent(renamed -> names.put(renamed.name(), theirs));
        }
        return names;
    }

    /**
     * What becomes of each tensor if a model takes what fits.
     *
     * @param expected the model's tensors
     */
    LoadReport match(Map<String, Shape> expected) throws WeightException {
        UnaryOperator<String> rename =
                name -> naming.rename(name).map(WeightNaming.Renamed::name).orElse(name);
        Map<String, TensorInfo> found = new LinkedHashMap<>();
        for (TensorInfo info : file.tensors().values()) {
            if (naming.ignores(info.name())) {
                continue;
            }
            TensorInfo ours = tensors.tensors().get(rename.apply(info.name()));
            found.put(info.name(), ours == null ? info : new TensorInfo(info.name(), ours.type(), ours.shape()));
        }
        Set<String> constants = constants(expected).tensors().keySet();
        return LoadReport.match(origin(), expected, found, rename)
                .reinitialize(name -> constants.contains(name) && name.contains(".norm."), NO_STATISTICS)
                .reinitialize(name -> constants.contains(name) && !name.contains(".norm."), NO_BIASES);
    }

    /**
     * The tensors, and what changes nothing for those that a file may lack: statistics where its norms are but a factor and
     * an offset, biases of convolutions that a norm follows.
     */
    TensorSource with(Map<String, Shape> expected) {
        NamedTensors constants = constants(expected);
        return constants.tensors().isEmpty()
                ? tensors
                : new JoinedTensors().addAll(tensors).addAll(constants);
    }

    /** Of a file that has statistics, one that is missing is missed. */
    private NamedTensors constants(Map<String, Shape> expected) {
        NamedTensors.Builder constants = NamedTensors.builder();
        Set<String> have = tensors.tensors().keySet();
        if (have.stream().noneMatch(name -> name.endsWith(MEAN) || name.endsWith(VARIANCE))) {
            expected.forEach((name, shape) -> {
                boolean variance = name.endsWith(VARIANCE);
                String norm = name.substring(0, name.lastIndexOf('.'));
                if ((variance || name.endsWith(MEAN)) && have.contains(norm + ".weight")) {
                    float[] values = new float[(int) shape.elements()];
                    Arrays.fill(values, variance ? 1 : 0);
                    constants.add(name, shape, values);
                }
            });
        }
        expected.forEach((name, shape) -> {
            if (isBiasBeforeNorm(name, have)) {
                constants.add(name, shape, new float[(int) shape.elements()]);
            }
        });
        return constants.build();
    }

    /** Of a part of the network in which some such convolutions have biases, one that is missing is missed. */
    private static boolean isBiasBeforeNorm(String name, Set<String> have) {
        String layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        String part = name.substring(0, name.indexOf('.') + 1);
        return name.endsWith(".bias")
                && !have.contains(name)
                && have.contains(layer + ".weight")
                && have.contains(layer + MEAN)
                && have.stream()
                        .noneMatch(other -> other.startsWith(part)
                                && other.endsWith(".bias")
                                && have.contains(other.substring(0, other.lastIndexOf('.')) + MEAN));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

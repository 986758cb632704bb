package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/**
 * A weight file understood: which model it is, which classes it knows, and its tensors under our names. Needs no engine.
 */
public final class ModelWeights implements AutoCloseable {
    private final WeightFile file;
    private final Checkpoint checkpoint;
    private final TensorSource tensors;
    private final LoadReport report;

    private ModelWeights(WeightFile file, Checkpoint checkpoint, TensorSource tensors, LoadReport report) {
        this.file = file;
        this.checkpoint = checkpoint;
        this.tensors = tensors;
        this.report = report;
    }

    /**
     * Opens a weight file, or a folder of files that belong together.
     *
     * @throws WeightException if the file is damaged, is of no known family, or lacks what {@code options} must then say
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if an option cannot be
     */
    public static ModelWeights open(Path path, ModelOptions options) throws IOException {
        WeightFile file = WeightFiles.open(path);
        try {
            return Checkpoint.isIn(file.metadata()) ? ownFile(file, options) : foreignFile(file, options);
        } catch (IOException | RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    private static ModelWeights ownFile(WeightFile file, ModelOptions options) throws IOException {
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
        return of(file, stored, file, Namings.own(), options);
    }

    private static ModelWeights foreignFile(WeightFile file, ModelOptions options) throws IOException {
        Optional<Preset> known =
                options.preset().isPresent() ? options.preset().map(Presets::named) : Presets.recognise(file);
        Preset preset = known.orElseThrow(() -> new WeightException(file.origin() + ": " + file.format() + " with "
                + file.tensors().size() + " tensors that belong to no known family; say which one it is with --preset"
                + " (" + String.join(", ", Presets.names()) + ")"));
        RenamedTensors renamed;
        try {
            renamed = new RenamedTensors(file, preset.naming());
        } catch (WeightException unfit) {
            throw new WeightException(file.origin() + ": " + unfit.getMessage());
        }
        Checkpoint said = new Checkpoint(
                preset.spec(),
                preset.categories(),
                Map.of("source", file.format() + " of the " + preset.name() + " family"));
        return of(file, said, renamed, preset.naming(), options);
    }

    private static ModelWeights of(
            WeightFile file, Checkpoint said, TensorSource tensors, WeightNaming naming, ModelOptions options)
            throws IOException {
        UnaryOperator<String> rename =
                name -> naming.rename(name).map(WeightNaming.Renamed::name).orElse(name);
        List<ModelCategory> categories =
                options.classes().isPresent() ? ClassFile.read(options.classes().get()) : said.categories();
        int outputs = outputs(file, tensors);
        if (categories.size() + 1 != outputs) {
            throw new WeightException(file.origin() + ": the weights know " + (outputs - 1) + " classes, "
                    + (options.classes().isPresent()
                            ? options.classes().get() + " names " + categories.size()
                            : "their family's list has " + categories.size()
                                    + "; give their names with --classes FILE, one a line"));
        }
        ModelSpec spec = SpecSettings.apply(said.spec(), options.settings());
        Map<String, TensorInfo> found = new LinkedHashMap<>();
        for (TensorInfo info : file.tensors().values()) {
            if (naming.ignores(info.name())) {
                continue;
            }
            TensorInfo ours = tensors.tensors().get(rename.apply(info.name()));
            found.put(info.name(), ours == null ? info : new TensorInfo(info.name(), ours.type(), ours.shape()));
        }
        LoadReport report = LoadReport.match(file.origin(), ExpectedTensors.of(spec, outputs), found, rename);
        return new ModelWeights(file, new Checkpoint(spec, categories, said.provenance()), tensors, report);
    }

    /** The number of classes stands in the shape of the layer that scores them. */
    private static int outputs(WeightFile file, TensorSource tensors) throws WeightException {
        TensorInfo scores = tensors.tensors().get("box.cls.weight");
        if (scores == null
                || scores.shape().rank() != 2
                || scores.shape().size(0) < 2
                || scores.shape().size(0) > 100_000) {
            throw new WeightException(file.origin() + ": the number of classes cannot be told, "
                    + (scores == null
                            ? "the layer that scores them (box.cls.weight) is missing"
                            : "box.cls.weight has shape " + scores.shape()));
        }
        return (int) scores.shape().size(0);
    }

    /** Where the weights come from, for messages. */
    public String origin() {
        return file.origin();
    }

    /** The file as it is. */
    public WeightFile file() {
        return file;
    }

    /** Spec, classes and provenance. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Parts and conventions. */
    public ModelSpec spec() {
        return checkpoint.spec();
    }

    /** The classes, in the order of the outputs after the background. */
    public List<ModelCategory> categories() {
        return checkpoint.categories();
    }

    /** The tensors by our names. */
    public TensorSource tensors() {
        return tensors;
    }

    /** What becomes of each tensor. */
    public LoadReport report() {
        return report;
    }

    /**
     * Writes the tensors that the model needs, with spec and classes, as one safetensors file that says itself what it is.
     *
     * @param out appears whole or not at all
     * @param provenance added to what is known of where the weights come from
     * @throws IOException if a tensor is missing, or the file cannot be written
     */
    public void save(Path out, Map<String, String> provenance) throws IOException {
        report.requireComplete();
        Map<String, String> whole = new LinkedHashMap<>(provenance);
        whole.putAll(checkpoint.provenance()); // what the file already says of its origin stands
        Map<String, TensorInfo> needed = new LinkedHashMap<>();
        for (LoadReport.Loaded tensor : report.loaded()) {
            needed.put(tensor.name(), tensors.tensor(tensor.name()));
        }
        TensorSource selected = new TensorSource() {
            @Override
            public Map<String, TensorInfo> tensors() {
                return Collections.unmodifiableMap(needed);
            }

            @Override
            public void read(String name, long offset, ByteBuffer target) throws IOException {
                tensors.read(name, offset, target);
            }
        };
        SafetensorsWriter.write(out, selected, new Checkpoint(spec(), categories(), whole).toMetadata());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import maskrcnn4j.weights.HalfTensors;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.hdf5.KerasWriter;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import maskrcnn4j.weights.torch.TorchWriter;

/**
 * A weight file understood: which model it is, which classes it knows, and its tensors under our names. Needs no engine.
 */
public final class ModelWeights implements AutoCloseable {
    private final SourceWeights source;
    private final Checkpoint checkpoint;
    private final TensorSource tensors;
    private final LoadReport report;

    private ModelWeights(SourceWeights source, Checkpoint checkpoint, TensorSource tensors, LoadReport report) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.tensors = tensors;
        this.report = report;
    }

    /**
     * Opens a weight file, or a folder of files that belong together.
     *
     * @throws WeightException if the file is damaged, holds no whole model of a known family, or lacks what {@code options}
     *     must then say
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if an option cannot be
     */
    public static ModelWeights open(Path path, ModelOptions options) throws IOException {
        SourceWeights source = SourceWeights.open(path, options);
        try {
            return of(source, options);
        } catch (IOException | RuntimeException unusable) {
            source.close();
            throw unusable;
        }
    }

    private static ModelWeights of(SourceWeights source, ModelOptions options) throws IOException {
        Checkpoint checkpoint = source.checkpoint()
                .orElseThrow(() -> new WeightException(source.origin() + ": holds " + source.what()
                        + ", without heads that find objects: training can begin from it, pictures cannot be segmented with"
                        + " it"));
        int outputs = outputs(source);
        List<ModelCategory> categories = checkpoint.categories();
        if (categories.size() + 1 != outputs) {
            throw new WeightException(source.origin() + ": the weights know " + (outputs - 1) + " classes, "
                    + (options.classes().isPresent()
                            ? options.classes().get() + " names " + categories.size()
                            : "their family's list has " + categories.size()
                                    + "; give their names with --classes FILE, one a line"));
        }
        Map<String, Shape> expected = ExpectedTensors.of(checkpoint.spec(), outputs);
        return new ModelWeights(source, checkpoint, source.with(expected), source.match(expected));
    }

    /** The number of classes stands in the shape of the layer that scores them. */
    private static int outputs(SourceWeights source) throws WeightException {
        TensorInfo scores = source.tensors().tensors().get("box.cls.weight");
        if (scores == null
                || scores.shape().rank() != 2
                || scores.shape().size(0) < 2
                || scores.shape().size(0) > 100_000) {
            throw new WeightException(source.origin() + ": the number of classes cannot be told, "
                    + (scores == null
                            ? "the layer that scores them (box.cls.weight) is missing"
                            : "box.cls.weight has shape " + scores.shape()));
        }
        return (int) scores.shape().size(0);
    }

    /** Where the weights come from, for messages. */
    public String origin() {
        return source.origin();
    }

    /** The file as it is. */
    public WeightFile file() {
        return source.file();
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

    /** The same with matrices and kernels in float16, for files of half the size; closing either closes both. */
    public ModelWeights halved() {
        return new ModelWeights(source, checkpoint, new HalfTensors(tensors), report);
    }

    /**
     * Writes the tensors that the model needs, with spec and classes, as one safetensors file that says itself what it is.
     *
     * @param out appears whole or not at all
     * @param provenance added to what is known of where the weights come from
     * @throws IOException if a tensor is missing, or the file cannot be written
     */
    public void save(Path out, Map<String, String> provenance) throws IOException {
        Map<String, String> whole = new LinkedHashMap<>(provenance);
        whole.putAll(checkpoint.provenance()); // what the file already says of its origin stands
        SafetensorsWriter.write(out, needed(name -> name), new Checkpoint(spec(), categories(), whole).toMetadata());
    }

    /**
     * Writes the tensors that the model needs under the names of its family, as a file that {@code torch.load} reads.
     *
     * @param out appears whole or not at all
     * @throws IOException if a tensor is missing, the family has no such names, or the file cannot be written
     */
    public void saveTorch(Path out) throws IOException {
        if (!Presets.names().contains(spec().name())) {
            throw new WeightException(
                    out + ": how PyTorch names the tensors of " + spec().name() + " is not known; write .safetensors");
        }
        WeightNaming naming = Presets.named(spec().name()).naming();
        for (String name : ExpectedTensors.of(spec(), categories().size() + 1).keySet()) {
            boolean same = naming.foreign(name)
                    .flatMap(naming::rename)
                    .filter(renamed -> renamed.layout() == WeightNaming.Layout.SAME)
                    .isPresent();
            if (!same) {
                throw new WeightException(out + ": there are no PyTorch files of " + spec().name() + " (" + name
                        + " has no place in one); write .safetensors");
            }
        }
        TorchWriter.write(out, needed(name -> naming.foreign(name).orElseThrow()));
    }

    /**
     * Writes the tensors that the model needs as a Keras {@code .h5} file of matterport/Mask_RCNN, for {@code load_weights}
     * with {@code by_name=True}. Class names and conventions have no place in it.
     *
     * @param out appears whole or not at all
     * @throws IOException if a tensor is missing, the model is of another kind, or the file cannot be written
     */
    public void saveKeras(Path out) throws IOException {
        report.requireComplete();
        TensorSource renamed;
        try {
            renamed = new KerasTensors(
                    tensors, ExpectedTensors.of(spec(), categories().size() + 1).keySet());
        } catch (WeightException unfit) {
            throw new WeightException(out + ": " + unfit.getMessage(), unfit);
        }
        KerasWriter.write(out, renamed, Map.of("backend", "tensorflow", "keras_version", "2.2.4"));
    }

    /** The model's tensors, under other names. */
    private TensorSource needed(UnaryOperator<String> rename) throws IOException {
        report.requireComplete();
        Map<String, String> ours = new HashMap<>();
        Map<String, TensorInfo> needed = new LinkedHashMap<>();
        for (String name : ExpectedTensors.of(spec(), categories().size() + 1).keySet()) {
            TensorInfo info = tensors.tensor(name);
            String given = rename.apply(name);
            ours.put(given, name);
            needed.put(given, new TensorInfo(given, info.type(), info.shape()));
        }
        return new TensorSource() {
            @Override
            public Map<String, TensorInfo> tensors() {
                return Collections.unmodifiableMap(needed);
            }

            @Override
            public void read(String name, long offset, ByteBuffer target) throws IOException {
                tensors.read(ours.get(tensor(name).name()), offset, target);
            }
        };
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

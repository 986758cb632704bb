package maskrcnn4j.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;

/**
 * What a new model begins from: the weights of a file where they fit, in the heads the rows of classes that both know, fresh
 * values elsewhere.
 *
 * @param tensors all tensors of the model, by our names; reads from the file, which must stay open
 * @param report what became of each tensor
 * @param notes what else is worth knowing, one line each
 */
public record StartingWeights(TensorSource tensors, LoadReport report, List<String> notes) {
    /**
     * How the file is used.
     *
     * @param classMap a file that says which class starts from which, as {@link ClassMap#read} reads it; classes of the same
     *     name if there is none
     * @param exclude what is not taken from the file, as {@link Exclusion} understands it
     */
    public record Options(Optional<Path> classMap, List<String> exclude) {
        /** Classes by name, all tensors that fit. */
        public static final Options DEFAULT = new Options(Optional.empty(), List.of());

        /** Takes the list as it is now. */
        public Options {
            exclude = List.copyOf(exclude);
        }
    }

    /** Takes the list as it is now. */
    public StartingWeights {
        notes = List.copyOf(notes);
    }

    /**
     * Puts together what a model begins from.
     *
     * @param source the file
     * @param spec the model
     * @param categories its classes, in the order of its outputs after the background
     * @param fresh values for every tensor of the model, used where the file has none
     * @throws WeightException if an option names what is not there, nothing of the file fits, or a tensor that is not
     *     excluded has another shape
     * @throws IOException if the file cannot be read
     */
    public static StartingWeights of(
            SourceWeights source, ModelSpec spec, List<ModelCategory> categories, Options options, TensorSource fresh)
            throws IOException {
        Map<String, Shape> expected = ExpectedTensors.of(spec, categories.size() + 1);
        LoadReport report = source.match(expected);
        Exclusion exclusion = exclusion(source, expected, report, options.exclude());
        NamedTensors.Builder copied = NamedTensors.builder();
        report = transfer(source, spec, categories, options, fresh, report, exclusion, copied);
        for (String reason : exclusion.reasons()) {
            report = report.reinitialize(name -> exclusion.reason(name).equals(reason), reason);
        }
        Set<String> missing =
                report.missing().stream().map(LoadReport.Named::name).collect(Collectors.toSet());
        report = report.reinitialize(missing::contains, "not in the file");
        if (report.loaded().isEmpty() && report.transferred().isEmpty()) {
            throw new WeightException(source.origin() + ": no tensor of it (" + source.what() + ") fits " + spec.name()
                    + (exclusion.reasons().isEmpty() ? "" : " and is not excluded"));
        }
        if (!report.mismatched().isEmpty()) {
            LoadReport.Mismatched first = report.mismatched().get(0);
            throw new WeightException(source.origin() + ": " + first.source() + " has shape " + first.found() + ", "
                    + spec.name() + " needs " + first.shape() + " for " + first.name()
                    + (report.mismatched().size() > 1
                            ? ", and " + (report.mismatched().size() - 1) + " more"
                            : "")
                    + "; leave out what does not fit with --exclude " + first.name());
        }
        return new StartingWeights(
                joined(source, expected, report, copied.build(), fresh), report, notes(source, spec, report));
    }

    private static Exclusion exclusion(
            SourceWeights source, Map<String, Shape> expected, LoadReport report, List<String> words)
            throws WeightException {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> theirs = source.theirNames();
        expected.keySet().forEach(name -> names.put(name, theirs.getOrDefault(name, name)));
        report.unused().forEach(unused -> names.putIfAbsent(unused.name(), unused.name()));
        List<String> wanted = words.stream()
                .flatMap(word -> source.naming().group(word).stream())
                .toList();
        return Exclusion.of(wanted, names, source.naming().layersWithoutWeights());
    }

    private static LoadReport transfer(
            SourceWeights source,
            ModelSpec spec,
            List<ModelCategory> categories,
            Options options,
            TensorSource fresh,
            LoadReport report,
            Exclusion exclusion,
            NamedTensors.Builder copied)
            throws IOException {
        TensorInfo scores = source.tensors().tensors().get("box.cls.weight");
        if (source.checkpoint().isEmpty() || scores == null || scores.shape().rank() == 0) {
            if (options.classMap().isPresent()) {
                throw new WeightException(options.classMap().get() + ": " + source.origin() + " holds " + source.what()
                        + ", which knows no classes: leave --class-map out");
            }
            return report;
        }
        Checkpoint known = source.checkpoint().get();
        if (known.categories().size() + 1 != scores.shape().size(0)) {
            String count = Counted.of(scores.shape().size(0) - 1, "class", "classes");
            if (options.classMap().isPresent()) {
                throw new WeightException(source.origin() + ": the names of its " + count
                        + " are not known; give them with --classes FILE, one a line");
            }
            return report.reinitialize(
                    ClassRows::belongToClasses, "the names of the file's " + count + " are not known");
        }
        ClassMap map = options.classMap().isPresent()
                ? ClassMap.read(options.classMap().get(), categories, known.categories())
                : ClassMap.byName(categories, known.categories());
        ClassRows rows = ClassRows.of(spec.classes(), categories, known.spec().classes(), known.categories(), map);
        if (rows.isIdentity()) {
            return report;
        }
        List<LoadReport.Transferred> taken = new ArrayList<>();
        Map<String, String> theirs = source.theirNames();
        for (TensorInfo info : fresh.tensors().values()) {
            String name = info.name();
            TensorInfo found = source.tensors().tensors().get(name);
            if (!ClassRows.belongToClasses(name) || found == null || exclusion.has(name)) {
                continue;
            }
            Optional<float[]> values = rows.transfer(
                    name,
                    info.shape(),
                    fresh.floats(name),
                    found.shape(),
                    source.tensors().floats(name));
            if (values.isPresent()) {
                copied.add(name, info.shape(), values.get());
                taken.add(new LoadReport.Transferred(
                        name,
                        theirs.getOrDefault(name, name),
                        info.shape(),
                        found.shape(),
                        rows.words(categories, map)));
            }
        }
        return report.transfer(taken);
    }

    private static TensorSource joined(
            SourceWeights source,
            Map<String, Shape> expected,
            LoadReport report,
            NamedTensors copied,
            TensorSource fresh)
            throws WeightException {
        Set<String> kept = new LinkedHashSet<>();
        report.loaded().forEach(tensor -> kept.add(tensor.name()));
        report.reinitialized().stream()
                .filter(tensor -> tensor.reason().equals(SourceWeights.NO_STATISTICS)
                        || tensor.reason().equals(SourceWeights.NO_BIASES))
                .forEach(tensor -> kept.add(tensor.name()));
        TensorSource file = source.with(expected);
        JoinedTensors joined = new JoinedTensors();
        for (String name : expected.keySet()) {
            boolean transferred = copied.tensors().containsKey(name);
            joined.add(name, transferred ? copied : kept.contains(name) ? file : fresh);
        }
        return joined;
    }

    /**
     * What became of the classes, and conventions in which the file's model and the new one differ: the weights then begin
     * from farther away.
     */
    private static List<String> notes(SourceWeights source, ModelSpec spec, LoadReport report) {
        List<String> notes = new ArrayList<>();
        report.transferred().stream()
                .map(LoadReport.Transferred::how)
                .distinct()
                .forEach(notes::add);
        source.checkpoint().map(Checkpoint::spec).ifPresent(from -> {
            if (from.image().channels() != spec.image().channels()) {
                notes.add("the file's model reads " + from.image().channels() + " pictures, this one "
                        + spec.image().channels());
            }
            if (stride(from).isPresent()
                    && stride(spec).isPresent()
                    && !stride(from).equals(stride(spec))) {
                notes.add(
                        "the stages' stride stands in another convolution of their first block than in the file's model");
            }
        });
        return notes;
    }

    private static Optional<Boolean> stride(ModelSpec spec) {
        return spec.backbone() instanceof BackboneSpec.FeaturePyramid pyramid
                        && pyramid.trunk() instanceof TrunkSpec.ResNet resnet
                ? Optional.of(resnet.strideIn1x1())
                : Optional.empty();
    }
}

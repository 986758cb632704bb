package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.MatterportLayers;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.NameGroups;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightFile;

/**
 * What {@code weights info} finds; also its JSON.
 *
 * @param file where the weights are
 * @param format the kind of file
 * @param values number of values in all tensors
 * @param bytes their size in memory
 * @param metadata the text entries of the file
 * @param tensors all tensors of the file
 * @param model the model that they are for, if one was recognised
 * @param trunk which trunk they are, if that is all they are
 * @param layers what layers of matterport/Mask_RCNN say of themselves, if it has any
 * @param notices what else a user should know of the file
 * @param problem why they cannot be used, if so
 */
record WeightsInfo(
        String file,
        String format,
        long values,
        long bytes,
        Map<String, String> metadata,
        Collection<TensorInfo> tensors,
        Optional<Model> model,
        Optional<String> trunk,
        Optional<MatterportLayers> layers,
        List<String> notices,
        Optional<String> problem) {
    /** What these entries say is shown as the model. */
    private static final String OUR_METADATA = "maskrcnn4j.";

    private static final int GROUPS = 16;
    private static final int CLASSES = 8;

    /**
     * The model that a file is for.
     *
     * @param spec its parts and conventions
     * @param classes its classes, in the order of its outputs
     * @param provenance where the weights come from
     * @param report what becomes of the tensors
     */
    record Model(ModelSpec spec, List<ModelCategory> classes, Map<String, String> provenance, LoadReport report) {}

    static WeightsInfo of(WeightFile weights) {
        Collection<TensorInfo> tensors = weights.tensors().values();
        return new WeightsInfo(
                weights.origin(),
                weights.format(),
                tensors.stream().mapToLong(TensorInfo::elements).sum(),
                tensors.stream().mapToLong(TensorInfo::byteSize).sum(),
                weights.metadata(),
                tensors,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                weights.notices(),
                Optional.empty());
    }

    /** This, with what layers say of themselves. */
    WeightsInfo with(MatterportLayers said) {
        return new WeightsInfo(
                file, format, values, bytes, metadata, tensors, model, trunk, Optional.of(said), notices, problem);
    }

    /** This, with one more notice. */
    WeightsInfo noticed(String notice) {
        List<String> all = new ArrayList<>(notices);
        all.add(notice);
        return new WeightsInfo(file, format, values, bytes, metadata, tensors, model, trunk, layers, all, problem);
    }

    /** This, with the model that the weights are for. */
    WeightsInfo with(ModelWeights weights) {
        Checkpoint checkpoint = weights.checkpoint();
        Model found = new Model(checkpoint.spec(), checkpoint.categories(), checkpoint.provenance(), weights.report());
        return new WeightsInfo(
                file, format, values, bytes, metadata, tensors, Optional.of(found), trunk, layers, notices, problem);
    }

    /** This, where the weights are a trunk without heads. */
    WeightsInfo withTrunk(String what) {
        return new WeightsInfo(
                file, format, values, bytes, metadata, tensors, model, Optional.of(what), layers, notices, problem);
    }

    /** This, with the reason why the weights cannot be used. */
    WeightsInfo unusable(String reason) {
        return new WeightsInfo(
                file, format, values, bytes, metadata, tensors, model, trunk, layers, notices, Optional.of(reason));
    }

    /**
     * As text.
     *
     * @param everyTensor whether each tensor gets a line
     */
    List<String> lines(boolean everyTensor) {
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + format + ", " + Counted.of(tensors.size(), "tensor") + types() + ", "
                + Counted.of(values, "value") + ", " + WeightsText.size(bytes));
        metadata.forEach((key, value) -> {
            if (model.isEmpty() || !key.startsWith(OUR_METADATA)) {
                lines.add("  " + WeightsText.brief(key) + ": " + WeightsText.brief(value));
            }
        });
        model.ifPresent(found -> lines.addAll(modelLines(found)));
        trunk.ifPresent(what -> lines.add("holds " + what + ": training can begin from it"));
        layers.ifPresent(said -> said.lines().forEach(line -> lines.add(WeightsText.brief(line))));
        notices.forEach(notice -> lines.add("notice: " + WeightsText.brief(notice)));
        if (everyTensor) {
            lines.add("tensors");
            tensors.forEach(tensor ->
                    lines.add("  " + WeightsText.brief(tensor.name()) + " " + tensor.type() + " " + tensor.shape()));
        } else if (model.isEmpty()) {
            lines.add("tensors");
            NameGroups.of(tensors.stream().map(TensorInfo::name).toList(), GROUPS)
                    .forEach(group -> lines.add("  " + WeightsText.brief(group)));
        }
        return lines;
    }

    private static List<String> modelLines(Model model) {
        List<String> lines = new ArrayList<>();
        lines.add("model " + model.spec().name() + ", "
                + Counted.of(model.classes().size(), "class", "classes") + ": " + classNames(model.classes()));
        model.provenance()
                .forEach((key, value) -> lines.add("  " + WeightsText.brief(key) + ": " + WeightsText.brief(value)));
        model.report().lines().forEach(line -> lines.add("  " + FailureMessages.oneLine(line)));
        return lines;
    }

    private static String classNames(List<ModelCategory> classes) {
        String shown = classes.stream()
                .limit(CLASSES)
                .map(category -> WeightsText.brief(category.name()))
                .collect(Collectors.joining(", "));
        return classes.size() <= CLASSES ? shown : shown + ", ...";
    }

    private String types() {
        Map<TensorType, Long> counts = tensors.stream()
                .collect(Collectors.groupingBy(
                        TensorInfo::type, () -> new EnumMap<>(TensorType.class), Collectors.counting()));
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> (counts.size() > 1 ? count.getValue() + " " : "") + count.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}

package maskrcnn4j.weights;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of the tensors of a file and of those that a model expects. Every expected tensor is in exactly one of
 * {@code loaded}, {@code transferred}, {@code missing}, {@code mismatched} and {@code reinitialized}. As JSON it has these lists, with shapes
 * as lists of numbers.
 *
 * @param origin where the weights come from, for messages
 * @param loaded tensors that go into the model, in the model's order
 * @param transferred tensors of the model of which the file has some rows, those of shared classes
 * @param missing tensors of the model that the file does not have
 * @param mismatched tensors that both have, in different shapes
 * @param reinitialized tensors of the model that start from fresh values, by decision
 * @param unused tensors of the file that the model does not have
 */
public record LoadReport(
        String origin,
        List<Loaded> loaded,
        List<Transferred> transferred,
        List<Named> missing,
        List<Mismatched> mismatched,
        List<Reinitialized> reinitialized,
        List<Named> unused) {

    /** A line of the report. */
    public sealed interface Entry {
        /** The tensor's name in the model; in the file, if the model does not have it. */
        String name();

        /** The tensor's shape in the model; in the file, if the model does not have it. */
        Shape shape();
    }

    /**
     * A tensor that is taken from the file.
     *
     * @param source its name in the file
     */
    public record Loaded(String name, String source, Shape shape) implements Entry {}

    /**
     * A tensor whose rows belong to classes, of which some are taken from the file.
     *
     * @param source its name in the file
     * @param found its shape in the file
     * @param how which classes were copied, which are fresh, in words
     */
    public record Transferred(String name, String source, Shape shape, Shape found, String how) implements Entry {}

    /** A tensor that only one side has. */
    public record Named(String name, Shape shape) implements Entry {}

    /**
     * A tensor that both sides have, in different shapes.
     *
     * @param source its name in the file
     * @param found its shape in the file
     */
    public record Mismatched(String name, String source, Shape shape, Shape found) implements Entry {}

    /**
     * A tensor that starts from fresh values although weights are loaded.
     *
     * @param reason why, in words
     */
    public record Reinitialized(String name, Shape shape, String reason) implements Entry {}

    public LoadReport {
        loaded = List.copyOf(loaded);
        transferred = List.copyOf(transferred);
        missing = List.copyOf(missing);
        mismatched = List.copyOf(mismatched);
        reinitialized = List.copyOf(reinitialized);
        unused = List.copyOf(unused);
    }

    /**
     * Compares what a model expects with what a file has.
     *
     * @param origin where the weights come from, for messages
     * @param expected the model's tensors: name and shape, in the model's order
     * @param found the file's tensors, as {@link TensorSource#tensors()} gives them
     * @param rename gives the model's name for a name of the file; a result that the model does not know means that the
     *     tensor is not used
     * @throws WeightException if two tensors of the file are meant for the same one of the model
     */
    public static LoadReport match(
            String origin, Map<String, Shape> expected, Map<String, TensorInfo> found, UnaryOperator<String> rename)
            throws WeightException {
        Map<String, TensorInfo> renamed = new LinkedHashMap<>();
        List<Named> unused = new ArrayList<>();
        for (TensorInfo info : found.values()) {
            String name = rename.apply(info.name());
            if (!expected.containsKey(name)) {
                unused.add(new Named(info.name(), info.shape()));
                continue;
            }
            TensorInfo other = renamed.put(name, info);
            if (other != null) {
                throw new WeightException(origin + ": the tensors " + other.name() + " and " + info.name()
                        + " are both meant for " + name);
            }
        }
        List<Loaded> loaded = new ArrayList<>();
        List<Named> missing = new ArrayList<>();
        List<Mismatched> mismatched = new ArrayList<>();
        expected.forEach((name, shape) -> {
            TensorInfo info = renamed.get(name);
            if (info == null) {
                missing.add(new Named(name, shape));
            } else if (info.shape().equals(shape)) {
                loaded.add(new Loaded(name, info.name(), shape));
            } else {
                mismatched.add(new Mismatched(name, info.name(), shape, info.shape()));
            }
        });
        return new LoadReport(origin, loaded, List.of(), missing, mismatched, List.of(), unused);
    }

    /**
     * The report after the decision that some tensors of the model start from fresh values, whatever the file has.
     *
     * @param which picks them by their name in the model
     * @param reason why, in words
     */
    public LoadReport reinitialize(Predicate<String> which, String reason) {
        List<Reinitialized> fresh = new ArrayList<>(reinitialized);
        Stream.of(loaded, transferred, missing, mismatched)
                .flatMap(List::stream)
                .filter(entry -> which.test(entry.name()))
                .map(entry -> new Reinitialized(entry.name(), entry.shape(), reason))
                .forEach(fresh::add);
        return new LoadReport(
                origin,
                without(loaded, which),
                without(transferred, which),
                without(missing, which),
                without(mismatched, which),
                fresh,
                unused);
    }

    /**
     * The report after the decision to take rows of some tensors.
     *
     * @param taken what replaces the entries of the same names
     */
    public LoadReport transfer(List<Transferred> taken) {
        Set<String> names = taken.stream().map(Transferred::name).collect(Collectors.toSet());
        List<Transferred> all = new ArrayList<>(without(transferred, names::contains));
        all.addAll(taken);
        return new LoadReport(
                origin,
                without(loaded, names::contains),
                all,
                without(missing, names::contains),
                without(mismatched, names::contains),
                without(reinitialized, names::contains),
                unused);
    }

    private static <E extends Entry> List<E> without(List<E> entries, Predicate<String> which) {
        return entries.stream().filter(entry -> !which.test(entry.name())).toList();
    }

    /** True if every tensor of the model has its values, or is to start from fresh ones. */
    @JsonProperty
    public boolean complete() {
        return missing.isEmpty() && mismatched.isEmpty();
    }

    /**
     * Refuses weights that leave a part of the model without values.
     *
     * @throws WeightException if the report is not {@link #complete()}; the message names what is missing
     */
    public void requireComplete() throws WeightException {
        if (!complete()) {
            throw new WeightException(origin + ": does not fit this model: " + LoadReportText.shortcomings(this));
        }
    }

    /** The report as lines of text: numbers of tensors and values, and the names of all that is not as it should be. */
    public List<String> lines() {
        return LoadReportText.lines(this);
    }
}

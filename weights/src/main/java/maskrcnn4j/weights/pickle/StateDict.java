package maskrcnn4j.weights.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.TensorView;

/**
 * Finds the weights in what a pickle holds: a dictionary of tensors, as it is, under the key that training programs keep it
 * (beside the optimizer and what else they save), or spread over the parts of a pickled module.
 */
public final class StateDict {
    /** Where programs keep the weights among other things; the first that holds any is taken. */
    private static final List<String> KEYS = List.of(
            "model", "state_dict", "model_state_dict", "model_state", "blobs", "module", "network", "net", "weights");

    private static final int MAX_DEPTH = 32;
    private static final int SHOWN_KEYS = 8;
    private static final int LONGEST_NOTE = 200;

    private final Decoder decoder;
    private final long fileBytes;
    private final Map<String, TensorView> tensors = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Knows tensors when it sees them. */
    @FunctionalInterface
    public interface Decoder {
        /**
         * The tensor that a value is; empty if it is none.
         *
         * @param name what the tensor is called
         * @throws WeightException if it is one, but damaged or of a kind that is not supported
         */
        Optional<TensorView> tensor(String name, Object value) throws IOException;
    }

    /**
     * What was found.
     *
     * @param tensors by name, in their order
     * @param notes what is said beside them: numbers and short texts
     */
    public record Found(List<TensorView> tensors, Map<String, String> notes) {}

    private StateDict(Decoder decoder, long fileBytes) {
        this.decoder = decoder;
        this.fileBytes = fileBytes;
    }

    /**
     * Looks for weights.
     *
     * @param root what the pickle holds
     * @param fileBytes the size of the file: no tensor can be larger
     * @throws WeightException if there are none; the message says what is there
     */
    public static Found find(Object root, Decoder decoder, long fileBytes) throws IOException {
        Map<String, String> notes = new LinkedHashMap<>();
        Object place = root;
        for (int depth = 0; depth < KEYS.size(); depth++) {
            Optional<PickleDict> dict = dict(place);
            if (dict.isEmpty()) {
                break;
            }
            note(dict.get(), notes);
            Optional<Object> inner = inner(dict.get());
            if (inner.isEmpty()) {
                break;
            }
            place = inner.get();
        }
        StateDict found = new StateDict(decoder, fileBytes);
        found.collect("", place, 0);
        if (found.tensors.isEmpty()) {
            throw new WeightException("holds no tensors where weights are kept: " + description(place));
        }
        return new Found(List.copyOf(found.tensors.values()), notes);
    }

    private static Optional<Object> inner(PickleDict dict) {
        return KEYS.stream()
                .flatMap(key -> dict.get(key).stream())
                .filter(value -> dict(value).isPresent() || isModule(value))
                .findFirst();
    }

    private void collect(String name, Object value, int depth) throws IOException {
        Optional<TensorView> tensor = decoder.tensor(name, value);
        if (tensor.isPresent()) {
            add(tensor.get());
            return;
        }
        Optional<PickleDict> dict = dict(value);
        Optional<PickleDict> state =
                value instanceof PickleObject object && isModule(value) ? dict(object.state()) : Optional.empty();
        if (dict.isEmpty() && state.isEmpty() || !visited.add(value)) {
            return;
        }
        if (depth == MAX_DEPTH) {
            throw new WeightException("damaged: dictionaries lie more than " + MAX_DEPTH + " deep in each other");
        }
        if (state.isPresent()) {
            for (String part : List.of("_parameters", "_buffers", "_modules")) {
                Optional<PickleDict> members = state.get().get(part).flatMap(StateDict::dict);
                if (members.isPresent()) {
                    entries(name, members.get(), depth);
                }
            }
        } else {
            entries(name, dict.get(), depth);
        }
    }

    private void entries(String name, PickleDict dict, int depth) throws IOException {
        String prefix = name.isEmpty() ? "" : name + ".";
        for (Map.Entry<Object, Object> entry : dict.entries().entrySet()) {
            Object key = entry.getKey();
            if (key instanceof String || key instanceof Long) {
                collect(prefix + key, entry.getValue(), depth + 1);
            }
        }
    }

    private void add(TensorView tensor) throws WeightException {
        if (tensor.info().byteSize() > fileBytes) {
            throw new WeightException("damaged: tensor " + tensor.info().name() + ": "
                    + tensor.info().type() + " "
                    + tensor.info().shape() + " takes " + tensor.info().byteSize() + " bytes, the whole file has "
                    + fileBytes);
        }
        if (tensors.put(tensor.info().name(), tensor) != null) {
            throw new WeightException(
                    "damaged: two tensors are named " + tensor.info().name());
        }
    }

    /** The dictionary that a value is: one of Python's own kinds, or an object that holds entries. */
    private static Optional<PickleDict> dict(Object value) {
        if (value instanceof PickleDict dict) {
            return Optional.of(dict);
        }
        if (!(value instanceof PickleObject object)) {
            return Optional.empty();
        }
        if (object.entries().entries().isEmpty() && object.isMadeBy("collections", "OrderedDict")) {
            return Optional.of(pairs(object));
        }
        return object.entries().entries().isEmpty() ? Optional.empty() : Optional.of(object.entries());
    }

    /** Python 2 makes an ordered dictionary of a list of pairs. */
    private static PickleDict pairs(PickleObject ordered) {
        PickleDict dict = new PickleDict();
        for (Object pair : items(ordered.argument(0).orElse(PickleTuple.EMPTY))) {
            List<Object> keyAndValue = items(pair);
            if (keyAndValue.size() == 2) {
                dict.put(keyAndValue.get(0), keyAndValue.get(1));
            }
        }
        return dict;
    }

    private static List<Object> items(Object value) {
        return value instanceof PickleList list
                ? list.items()
                : value instanceof PickleTuple tuple ? tuple.items() : List.of();
    }

    private static boolean isModule(Object value) {
        return value instanceof PickleObject object
                && dict(object.state())
                        .flatMap(state -> state.get("_parameters"))
                        .isPresent();
    }

    private static void note(PickleDict dict, Map<String, String> notes) {
        dict.entries().forEach((key, value) -> {
            boolean plain = value instanceof Long || value instanceof Double || value instanceof Boolean;
            Optional<String> text = plain ? Optional.of(value.toString()) : PickleBytes.textOf(value);
            if (key instanceof String name && text.isPresent() && text.get().length() <= LONGEST_NOTE) {
                notes.putIfAbsent(name, text.get());
            }
        });
    }

    private static String description(Object place) {
        Optional<PickleDict> dict = dict(place);
        if (dict.isPresent()) {
            List<String> keys = new ArrayList<>();
            dict.get().entries().keySet().forEach(key -> {
                if (keys.size() < SHOWN_KEYS && key instanceof String name) {
                    keys.add(PickleText.shown(name));
                }
            });
            return "it is a dictionary with " + dict.get().entries().size() + " entries"
                    + (keys.isEmpty() ? "" : keys.stream().collect(Collectors.joining(", ", " (", ")")));
        }
        if (place instanceof PickleObject object && object.maker() instanceof PickleGlobal type) {
            return "it is an object made by " + PickleText.shown(type.toString());
        }
        return "it is a "
                + place.getClass().getSimpleName().replace("Pickle", "").toLowerCase(Locale.ROOT);
    }
}

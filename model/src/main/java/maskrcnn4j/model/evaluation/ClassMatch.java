package maskrcnn4j.model.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.text.Counted;

/**
 * The classes of a model and the categories of a data set, met by name: ids mean different things in different files.
 * Names are equal, or differ in case, spaces, hyphens and underscores alone.
 */
public final class ClassMatch {
    private static final int MOST_NAMES = 12;

    private final Dataset data;
    private final List<ModelCategory> classes;
    private final Map<Long, Integer> placeOfClass = new HashMap<>();
    private final int[] objects;
    private final boolean[] known;
    private final List<String> respelled = new ArrayList<>();

    private ClassMatch(List<ModelCategory> classes, Dataset data, Map<String, String> renamed) {
        this.data = data;
        this.classes = List.copyOf(classes);
        objects = new int[data.categories().size()];
        known = new boolean[objects.length];
        for (int i = 0; i < data.instances().count(); i++) {
            if (data.instances().sample(i) >= 0 && data.instances().category(i) >= 0) {
                objects[data.instances().category(i)]++;
            }
        }
        requireKnown(renamed);
        for (int place = 0; place < objects.length; place++) {
            String name = data.categories().get(place).name();
            meet(place, renamed.getOrDefault(name, name));
        }
    }

    /**
     * Meets the classes of a model and the categories of a data set.
     *
     * @param data the pictures that are looked at
     * @param renamed the model's name of a class by the data set's, where they differ
     * @throws EvaluationException if {@code renamed} speaks of a name that is not there
     */
    public static ClassMatch of(List<ModelCategory> classes, Dataset data, Map<String, String> renamed) {
        return new ClassMatch(classes, data, renamed);
    }

    private void requireKnown(Map<String, String> renamed) {
        for (Map.Entry<String, String> pair : renamed.entrySet()) {
            if (data.categoryIndex(pair.getKey()) < 0) {
                throw new EvaluationException(data.name() + ": has no category '" + pair.getKey() + "' to be matched"
                        + " with '" + pair.getValue() + "'; it has " + list(namesOfData()));
            }
            if (classes.stream().noneMatch(one -> one.name().equals(pair.getValue()))) {
                throw new EvaluationException("the model has no class '" + pair.getValue() + "' to be matched with '"
                        + pair.getKey() + "'; it knows " + list(namesOfModel()));
            }
        }
    }

    private void meet(int place, String name) {
        ModelCategory found = null;
        for (ModelCategory one : classes) {
            if (one.name().equals(name)) {
                found = one;
                break;
            }
            if (found == null && plain(one.name()).equals(plain(name))) {
                found = one;
            }
        }
        if (found != null && placeOfClass.putIfAbsent(found.id(), place) == null) {
            known[place] = true;
            if (!found.name().equals(name)) {
                respelled.add("'" + name + "' is the model's '" + found.name() + "'");
            }
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }

    /** The place, in the data set, of the category that a class of the model meets, or -1. */
    public int categoryOf(long classId) {
        return placeOfClass.getOrDefault(classId, -1);
    }

    /**
     * The model's label, 1 for its first class, of each category of a data set, 0 for those that it does not know.
     *
     * @param part the data set that was matched, or some of its pictures and categories
     */
    public int[] labels(Dataset part) {
        int[] labels = new int[part.categories().size()];
        for (int label = 1; label <= classes.size(); label++) {
            int place = categoryOf(classes.get(label - 1).id());
            int there = place < 0
                    ? -1
                    : part.categoryIndex(data.categories().get(place).id());
            if (there >= 0) {
                labels[there] = label;
            }
        }
        return labels;
    }

    /** Places of the categories that the model knows. */
    public int[] shared() {
        return IntStream.range(0, known.length).filter(place -> known[place]).toArray();
    }

    /** Names of categories that have objects and that the model does not know. */
    public List<String> unknown() {
        return names(place -> !known[place] && objects[place] > 0);
    }

    /** Names of classes that the data set does not have. */
    public List<String> unused() {
        return classes.stream()
                .filter(one -> !placeOfClass.containsKey(one.id()))
                .map(ModelCategory::name)
                .toList();
    }

    /**
     * Refuses classes that do not meet: their objects could never be found, and the score would not say why.
     *
     * @param sharedOnly whether it is enough that some meet
     * @throws EvaluationException with the difference
     */
    public void require(boolean sharedOnly) {
        List<String> unknown = unknown();
        if (shared().length == 0) {
            throw new EvaluationException(
                    data.name() + ": none of its categories (" + list(namesOfData()) + ") is a class of the model ("
                            + list(namesOfModel()) + "); take weights that were trained for them, or match names that"
                            + " mean the same with --match DATA=MODEL");
        }
        if (!unknown.isEmpty() && !sharedOnly) {
            int count = IntStream.range(0, objects.length)
                    .filter(place -> !known[place])
                    .map(place -> objects[place])
                    .sum();
            List<String> unused = unused();
            throw new EvaluationException(data.name() + ": " + Counted.of(count, "object is", "objects are")
                    + " of categories that the model does not know: " + list(unknown)
                    + (unused.isEmpty()
                            ? ""
                            : "; classes of the model that the data set does not have: " + list(unused))
                    + "; match names that mean the same with --match DATA=MODEL, or score the shared "
                    + shared().length + " alone with --shared-classes");
        }
    }

    /** What a reader of the scores should know, one sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        List<String> unknown = unknown();
        List<String> empty = names(place -> !known[place] && objects[place] == 0);
        List<String> unused = unused();
        if (!respelled.isEmpty()) {
            notes.add("names of classes were matched by spelling: " + String.join(", ", respelled));
        }
        if (!unknown.isEmpty()) {
            notes.add("the numbers are those of " + Counted.of(shared().length, "shared class", "shared classes")
                    + "; the model does not know " + list(unknown));
        }
        if (!empty.isEmpty()) {
            notes.add("the model does not know " + list(empty) + ", of which these pictures have no object");
        }
        if (!unused.isEmpty()) {
            notes.add("the model also knows " + count(unused.size()) + " that the data set does not have ("
                    + list(unused) + "); what it finds of them is not judged");
        }
        return notes;
    }

    private static String count(int classes) {
        return classes == 1 ? "a class" : classes + " classes";
    }

    private List<String> names(IntPredicate wanted) {
        return IntStream.range(0, known.length)
                .filter(wanted)
                .mapToObj(place -> data.categories().get(place).name())
                .toList();
    }

    private List<String> namesOfData() {
        return data.categories().stream().map(Category::name).toList();
    }

    private List<String> namesOfModel() {
        return classes.stream().map(ModelCategory::name).toList();
    }

    private static String list(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    public String toString() {
        return shared().length + " shared classes";
    }
}

package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.mask.Box;
import maskrcnn4j.text.Counted;

/**
 * What of a data set is not going to be learned although it is there, by its numbers alone: objects that are left out, objects
 * that teach no mask, classes without objects. Whoever trains is told, because a model shows it only in the end.
 */
final class Unlearned {
    private static final int FEWEST_NUMBERS = 6;
    private static final String ASK = "; mrcnn data check lists them";

    private final Dataset dataset;
    private final InstanceTable table;
    private final int[] ofClass;
    private int objects;
    private int outside;
    private int firstOutside;
    private int maskless;
    private int firstMaskless;

    private Unlearned(Dataset dataset) {
        this.dataset = dataset;
        this.table = dataset.instances();
        this.ofClass = new int[dataset.categories().size()];
    }

    /**
     * Notes to show before training, a line each; none if all is learned.
     *
     * @throws DatasetException if nothing would be learned at all
     */
    static List<String> notes(Dataset dataset) throws IOException {
        Unlearned unlearned = new Unlearned(dataset);
        unlearned.count();
        return unlearned.notes();
    }

    private void count() {
        for (int sample = 0; sample < dataset.size(); sample++) {
            for (int number = 0; number < dataset.instanceCount(sample); number++) {
                int instance = dataset.instanceOf(sample, number);
                if (!table.crowd(instance) && !table.ignored(instance)) {
                    count(sample, instance);
                }
            }
        }
    }

    private void count(int sample, int instance) {
        objects++;
        if (isOutside(sample, instance)) {
            firstOutside = outside++ == 0 ? instance : firstOutside;
            return;
        }
        ofClass[table.category(instance)]++;
        if (isMaskless(instance)) {
            firstMaskless = maskless++ == 0 ? instance : firstMaskless;
        }
    }

    /** As {@code Examples} leaves objects out, where box and size are stated. */
    private boolean isOutside(int sample, int instance) {
        if (!table.hasBox(instance)) {
            return table.maskKind(instance) == MaskKind.ABSENT;
        }
        Box box = Box.ofXywh(table.x(instance), table.y(instance), table.width(instance), table.height(instance));
        int height = dataset.sampleHeight(sample);
        int width = dataset.sampleWidth(sample);
        return (height > 0 && width > 0 ? box.clip(height, width) : box).isEmpty();
    }

    private boolean isMaskless(int instance) {
        if (table.maskKind(instance) != MaskKind.POLYGONS) {
            return table.maskKind(instance) == MaskKind.ABSENT;
        }
        for (int ring = 0; ring < table.ringCount(instance); ring++) {
            if (table.ringLength(instance, ring) >= FEWEST_NUMBERS) {
                return false;
            }
        }
        return true;
    }

    private List<String> notes() throws IOException {
        int learned = objects - outside;
        if (objects > 0 && learned == 0) {
            throw DatasetException.of(
                    Path.of(dataset.name()),
                    "",
                    "none of its " + Counted.of(objects, "object")
                            + " has a box with a width and a height above 0 inside"
                            + " of its picture, and so nothing can be learned",
                    "mrcnn data check says what is wrong with each");
        }
        List<String> notes = new ArrayList<>();
        if (!dataset.repeatedCategories().isEmpty()) {
            notes.add("note: category " + dataset.repeatedCategories().get(0)
                    + " is listed more than once, and the last mention counts; give each an id of its own");
        }
        int strays = dataset.strays().size();
        if (strays > 0) {
            notes.add("note: "
                    + Counted.of(
                            strays,
                            "object is of a picture or category that is not listed, and is left out",
                            "objects are of pictures or categories that are not listed, and are left out")
                    + ASK);
        }
        if (outside > 0) {
            notes.add("note: "
                    + Counted.of(
                            outside,
                            "object has no box inside of its picture, and is left out",
                            "objects have no box inside of their pictures, and are left out")
                    + " (" + (outside == 1 ? "" : "first ") + "annotation " + table.id(firstOutside) + ")" + ASK);
        }
        if (maskless > 0 && maskless == learned) {
            notes.add(
                    "note: no object has a mask, so that boxes and classes alone are learned; what the model then draws"
                            + " as masks means nothing");
        } else if (maskless > 0) {
            notes.add("note: "
                    + Counted.of(
                            maskless,
                            "object has no mask that can be drawn, and teaches box and class alone",
                            "objects have no mask that can be drawn, and teach box and class alone")
                    + " (" + (maskless == 1 ? "" : "first ") + "annotation " + table.id(firstMaskless) + ")" + ASK);
        }
        emptyClasses(notes);
        sameNames(notes);
        return notes;
    }

    /** Classes of one name are learned as different things, of which an evaluation by names sees only the first. */
    private void sameNames(List<String> notes) {
        Map<String, List<Long>> ids = new LinkedHashMap<>();
        for (Category category : dataset.categories()) {
            ids.computeIfAbsent(category.name(), name -> new ArrayList<>()).add(category.id());
        }
        ids.forEach((name, same) -> {
            if (same.size() > 1) {
                notes.add("note: " + same.size() + " classes are "
                        + (name.isBlank() ? "without a name" : "called '" + name + "'") + " (ids "
                        + same.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + ") and are learned as different things; give each a name of its own");
            }
        });
    }

    private void emptyClasses(List<String> notes) {
        List<String> empty = new ArrayList<>();
        for (int i = 0; i < ofClass.length; i++) {
            Category category = dataset.categories().get(i);
            if (ofClass[i] == 0) {
                empty.add(category.name());
            }
        }
        if (objects > 0 && !empty.isEmpty()) {
            notes.add("note: " + empty.size() + " of " + Counted.of(ofClass.length, "class", "classes")
                    + (empty.size() == 1 ? " has" : " have") + " no object to learn from: "
                    + TrainingData.names(empty));
        }
    }
}

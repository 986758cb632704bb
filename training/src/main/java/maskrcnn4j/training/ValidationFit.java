package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.model.evaluation.ClassMatch;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.text.Counted;

/** Whether a data set can judge what another teaches, seen before training and not at the first evaluation. */
final class ValidationFit {
    private ValidationFit() {}

    /**
     * Notes to show before training, a line each.
     *
     * @param classes what is learned
     * @throws DatasetException if nothing can be judged: no class is one of those, or no object is of one
     */
    static List<String> notes(List<ModelCategory> classes, Dataset train, Dataset validation) throws IOException {
        ClassMatch match = ClassMatch.of(classes, validation, Map.of());
        if (match.shared().length == 0) {
            throw refused(
                    validation,
                    "none of its classes (" + names(validation) + ") is one of those that are learned (" + names(train)
                            + ")",
                    "call a class the same in both data sets");
        }
        if (!hasObject(validation, match.labels(validation))) {
            throw refused(
                    validation,
                    "has no object of a class that is learned, and so cannot judge",
                    "take pictures with objects, or leave the validation out");
        }
        List<String> notes = new ArrayList<>();
        match.notes().forEach(note -> notes.add("note: validation: " + note));
        int learned = learnedToo(train, validation);
        if (learned > 0) {
            notes.add("note: validation: of " + Counted.of(validation.size(), "picture") + " " + learned
                    + (learned == 1 ? " is" : " are")
                    + " learned from, too; scores on those say nothing about new pictures");
        }
        return notes;
    }

    private static DatasetException refused(Dataset validation, String fault, String remedy) {
        return DatasetException.of(Path.of(validation.name()), "", fault, remedy);
    }

    private static String names(Dataset dataset) {
        return TrainingData.names(
                dataset.categories().stream().map(Category::name).toList());
    }

    private static boolean hasObject(Dataset dataset, int[] labels) {
        InstanceTable table = dataset.instances();
        for (int sample = 0; sample < dataset.size(); sample++) {
            for (int number = 0; number < dataset.instanceCount(sample); number++) {
                int instance = dataset.instanceOf(sample, number);
                if (!table.crowd(instance) && !table.ignored(instance) && labels[table.category(instance)] > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int learnedToo(Dataset train, Dataset validation) {
        Set<Path> learned = new HashSet<>();
        for (int sample = 0; sample < train.size(); sample++) {
            picture(train, sample).ifPresent(learned::add);
        }
        int both = 0;
        for (int sample = 0; sample < validation.size(); sample++) {
            both += picture(validation, sample).filter(learned::contains).isPresent() ? 1 : 0;
        }
        return both;
    }

    private static Optional<Path> picture(Dataset dataset, int sample) {
        try {
            return Optional.of(
                    dataset.sample(sample).imagePath().toAbsolutePath().normalize());
        } catch (InvalidPathException noFile) {
            return Optional.empty(); // training passes over what cannot be read, if it is asked to
        }
    }
}

package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.check.BrokenMasks;
import maskrcnn4j.dataset.check.MissingPictures;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.model.evaluation.EvaluationOptions;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.text.Counted;

/**
 * The data sets of a training.
 *
 * @param train what is learned
 * @param form in which form the first is kept, and its part
 * @param validation what judges, if anything does
 * @param lines both in words
 */
record TrainingData(Dataset train, String form, Optional<Validation> validation, List<String> lines) {
    private static final int SHOWN_CLASSES = 12;

    /** Finds out what the data sets are, and reads them. */
    static TrainingData read(TrainingConfig config, ReadOptions options) throws IOException {
        List<String> lines = new ArrayList<>();
        Read train = read(config.data(), config.format(), config.split(), options);
        if (!config.training().loader().skipUnreadable()) {
            requireReadable(train.dataset);
        }
        lines.add("data: " + train.describe() + ", format " + train.format.name());
        List<Category> categories = train.dataset.categories();
        if (categories.isEmpty()) {
            throw new DatasetException(train.dataset.name() + ": "
                    + (train.dataset.instances().count() == 0
                            ? "has no annotations, and without them nothing can be learned"
                            : "lists no categories, and without any nothing can be learned; add them to categories"));
        }
        lines.add("classes: " + categories.size() + " ("
                + names(categories.stream().map(Category::name).toList()) + ")");
        lines.addAll(Unlearned.notes(train.dataset));
        if (config.val().isEmpty()) {
            lines.add("validation: none; the last model is kept, whatever it is worth (--val DATA judges it)");
            return new TrainingData(train.dataset, train.form(), Optional.empty(), lines);
        }
        Read val = read(config.val(), config.valFormat(), config.valSplit(), options);
        requireReadable(val.dataset);
        lines.add("validation: " + val.describe());
        lines.addAll(ValidationFit.notes(modelCategories(categories), train.dataset, val.dataset));
        Validation validation = new Validation(
                val.dataset,
                Measure.belongingTo(val.format, Path.of(config.val()), val.dataset),
                EvaluationOptions.DEFAULT.withSharedClasses(true));
        return new TrainingData(train.dataset, train.form(), Optional.of(validation), lines);
    }

    /** A missing picture or a broken mask would otherwise end the run when its turn comes, perhaps hours later. */
    private static void requireReadable(Dataset dataset) throws IOException {
        MissingPictures.refuse(dataset);
        BrokenMasks.refuse(dataset);
    }

    /** The classes to learn, as a model keeps them. */
    List<ModelCategory> categories() {
        return modelCategories(train.categories());
    }

    private static List<ModelCategory> modelCategories(List<Category> categories) {
        return categories.stream()
                .map(category -> new ModelCategory(category.id(), category.name()))
                .toList();
    }

    private record Read(Dataset dataset, DatasetFormat format, String split) {
        String describe() {
            return dataset.name() + (split.isEmpty() ? "" : ", split " + split) + ": "
                    + Counted.of(dataset.size(), "picture") + ", "
                    + Counted.of(dataset.instances().count(), "object");
        }

        String form() {
            return format.name() + (split.isEmpty() ? "" : ", split " + split);
        }
    }

    private static Read read(String path, String format, String split, ReadOptions options) throws IOException {
        Path place = Path.of(path);
        DatasetFormat chosen = format.isEmpty() ? DatasetFormats.recognise(place) : DatasetFormats.named(format);
        ReadOptions wanted = split.isEmpty() ? options : options.withSplit(split);
        return new Read(DatasetFormats.read(chosen, place, wanted), chosen, split);
    }

    /** The first names of a list. */
    static String names(List<String> all) {
        int shown = Math.min(SHOWN_CLASSES, all.size());
        return String.join(", ", all.subList(0, shown)) + (shown < all.size() ? ", ..." : "");
    }
}

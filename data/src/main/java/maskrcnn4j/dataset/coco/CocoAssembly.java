package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Stray;

/** Makes a data set of what a COCO file holds: looks up the ids that its objects name. */
final class CocoAssembly {
    private final Path path;
    private final CocoFile file;
    private final ReadOptions options;

    /** Ids of pictures by the numbers that stand for their texts; empty where ids are numbers. */
    private final Map<Long, Long> idOfText = new HashMap<>();

    CocoAssembly(Path path, CocoFile file, ReadOptions options) {
        this.path = path;
        this.file = file;
        this.options = options;
    }

    Dataset assemble() throws IOException {
        require(file.hasImages, "images");
        require(file.hasCategories, "categories");
        AnnotationColumns objects = file.annotations;
        if (objects == null) {
            throw missing("annotations");
        }
        Path folder = options.images().isPresent() ? options.images().get() : ImageFolder.of(path, file.images);
        DatasetBuilder builder = new DatasetBuilder(path.toString(), folder, objects.table);
        List<Category> chosen = chosenCategories();
        for (Category category : chosen) {
            builder.addCategory(category);
        }
        addSamples(builder);
        resolve(objects, builder);
        if (file.federated) {
            builder.federated(federated(builder, chosen));
        }
        return builder.build();
    }

    private void require(boolean present, String key) throws DatasetException {
        if (!present) {
            throw missing(key);
        }
    }

    private DatasetException missing(String key) {
        return DatasetException.of(
                path,
                "",
                "the key \"" + key + "\" is missing",
                "a COCO file has the lists images, annotations and categories");
    }

    private List<Category> chosenCategories() throws DatasetException {
        if (options.classes().isEmpty()) {
            return file.categories;
        }
        List<Category> chosen = new ArrayList<>();
        for (String name : options.classes()) {
            int before = chosen.size();
            for (Category category : file.categories) {
                if (category.name().equals(name)) {
                    chosen.add(category);
                }
            }
            if (chosen.size() == before) {
                throw DatasetException.of(
                        path, "categories", "there is no category \"" + name + "\"", "it has " + names());
            }
        }
        return chosen;
    }

    private String names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(10, file.categories.size()); i++) {
            names.add(file.categories.get(i).name());
        }
        return String.join(", ", names) + (file.categories.size() > 10 ? ", ..." : "");
    }

    private void addSamples(DatasetBuilder builder) throws DatasetException {
        List<String> texts = sortedTexts();
        List<String> textOfPlace = new ArrayList<>();
        for (CocoFile.Image image : file.images) {
            long id = texts.isEmpty() ? image.id() : idOfText.get(image.id());
            int place = builder.addSample(id, image.fileName(), image.width(), image.height());
            if (!texts.isEmpty() && place == textOfPlace.size()) {
                textOfPlace.add(file.textIds.text(image.id()));
            }
        }
        if (!texts.isEmpty()) {
            builder.sampleIdTexts(textOfPlace);
        }
    }

    /** Texts as ids are numbered in their order, so that sorting by number is sorting by text. */
    private List<String> sortedTexts() throws DatasetException {
        List<String> texts = new ArrayList<>();
        if (!file.textIds.any()) {
            return texts;
        }
        Map<String, Long> numbers = new HashMap<>();
        for (CocoFile.Image image : file.images) {
            if (TextIds.isText(image.id())) {
                numbers.put(file.textIds.text(image.id()), image.id());
            } else if (!numbers.isEmpty()) {
                throw DatasetException.of(
                        path, "images", "some ids are numbers and some are texts", "write all of them the same way");
            }
        }
        texts.addAll(numbers.keySet());
        texts.sort(CocoAssembly::byCodePoint);
        for (int i = 0; i < texts.size(); i++) {
            idOfText.put(numbers.get(texts.get(i)), i + 1L);
        }
        return texts;
    }

    /** The order of Python, which differs from that of {@code String} for characters beyond 16 bits. */
    private static int byCodePoint(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return java.util.Arrays.compare(left, right);
    }

    private void resolve(AnnotationColumns objects, DatasetBuilder builder) {
        Map<Long, Boolean> known = new HashMap<>();
        for (Category category : file.categories) {
            known.put(category.id(), true);
        }
        InstanceTableBuilder table = objects.table;
        for (int i = 0; i < objects.count(); i++) {
            long imageId = objects.imageIds[i];
            int sample = builder.sampleIndex(idOfText.isEmpty() ? imageId : idOfText.getOrDefault(imageId, imageId));
            int category = builder.categoryIndex(objects.categoryIds[i]);
            table.assign(i, sample, category);
            if (sample < 0 || category < 0) {
                boolean categoryKnown = known.containsKey(objects.categoryIds[i]);
                if (sample < 0 || !categoryKnown) {
                    String shownImage = file.textIds.shown(imageId);
                    String shownCategory = Long.toString(objects.categoryIds[i]);
                    builder.stray(new Stray(i, table.id(i), shownImage, sample >= 0, shownCategory, categoryKnown));
                }
            }
        }
    }

    private FederatedLabels federated(DatasetBuilder builder, List<Category> chosen) {
        int[][] negative = new int[builder.sampleCount()][];
        int[][] notExhaustive = new int[builder.sampleCount()][];
        for (CocoFile.Image image : file.images) {
            int sample = builder.sampleIndex(idOfText.isEmpty() ? image.id() : idOfText.getOrDefault(image.id(), 0L));
            negative[sample] = places(image.negative(), builder);
            notExhaustive[sample] = places(image.notExhaustive(), builder);
        }
        List<String> frequency = new ArrayList<>();
        for (Category category : chosen) {
            frequency.add(file.frequencies.get(file.categories.indexOf(category)));
        }
        return new FederatedLabels(List.of(negative), List.of(notExhaustive), frequency);
    }

    private static int[] places(long[] ids, DatasetBuilder builder) {
        int[] places = new int[ids.length];
        int count = 0;
        for (long id : ids) {
            int place = builder.categoryIndex(id);
            if (place >= 0) {
                places[count++] = place;
            }
        }
        return java.util.Arrays.copyOf(places, count);
    }
}

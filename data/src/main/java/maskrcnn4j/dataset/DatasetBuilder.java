package maskrcnn4j.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a {@link Dataset} together: categories and samples first, then the objects on them. For one thread. */
public final class DatasetBuilder {
    final String name;
    final Path imageFolder;
    final List<Category> categories = new ArrayList<>();
    final LongIndex categoryById = new LongIndex();
    final SampleTable samples = new SampleTable();
    final LongIndex sampleById = new LongIndex();
    Optional<FederatedLabels> federated = Optional.empty();

    private final InstanceTableBuilder instances;
    private final List<Stray> strays = new ArrayList<>();
    private final List<Long> repeatedCategories = new ArrayList<>();
    private final List<Long> repeatedImages = new ArrayList<>();

    /**
     * Begins an empty data set.
     *
     * @param name what messages call it: its file or folder
     * @param imageFolder the folder that names of picture files are relative to
     */
    public DatasetBuilder(String name, Path imageFolder) {
        this(name, imageFolder, new InstanceTableBuilder());
    }

    /** Begins a data set around objects that were read before anything else, to be {@code assign}ed afterwards. */
    public DatasetBuilder(String name, Path imageFolder, InstanceTableBuilder instances) {
        this.name = name;
        this.imageFolder = imageFolder;
        this.instances = instances;
    }

    /** Adds a category and returns its place. An id that is there already keeps its place and takes the new names. */
    public int addCategory(Category category) {
        int before = categoryById.putIfAbsent(category.id(), categories.size());
        if (before >= 0) {
            repeatedCategories.add(category.id());
            categories.set(before, category);
            return before;
        }
        categories.add(category);
        return categories.size() - 1;
    }

    /**
     * Adds a picture and returns its place. An id that is there already keeps its place and takes the new values.
     *
     * @param id its id
     * @param fileName the name of its file, relative to the image folder, or absolute; may be empty
     * @param width stated width in pixels, 0 if unknown
     * @param height stated height in pixels, 0 if unknown
     */
    public int addSample(long id, String fileName, int width, int height) {
        int before = sampleById.putIfAbsent(id, samples.count());
        if (before >= 0) {
            repeatedImages.add(id);
            samples.set(before, id, fileName, width, height);
            return before;
        }
        return samples.add(id, fileName, width, height);
    }

    /** Says that pictures are named by texts: one for each sample, in the order of their places. */
    public DatasetBuilder sampleIdTexts(List<String> texts) {
        if (texts.size() != samples.count()) {
            throw new IllegalArgumentException(texts.size() + " texts for " + samples.count() + " samples");
        }
        samples.idTexts(texts);
        return this;
    }

    /** Says which categories were searched for on which pictures. */
    public DatasetBuilder federated(FederatedLabels labels) {
        federated = Optional.of(labels);
        return this;
    }

    /** The place of a category by its id, or -1. */
    public int categoryIndex(long id) {
        return categoryById.get(id);
    }

    /** The place of a picture by its id, or -1. */
    public int sampleIndex(long id) {
        return sampleById.get(id);
    }

    /** How many pictures were added. */
    public int sampleCount() {
        return samples.count();
    }

    /** Where the objects are added, by the places of their sample and category. */
    public InstanceTableBuilder instances() {
        return instances;
    }

    /** Notes an object that names a picture or category that is not listed; it was added with -1 in that place. */
    public void stray(Stray stray) {
        strays.add(stray);
    }

    /** The finished data set. The builder must not be used any more. */
    public Dataset build() {
        return new Dataset(this, instances.build(), strays, repeatedCategories, repeatedImages);
    }
}

package maskrcnn4j.dataset;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Categories, pictures and the objects on them, packed in primitive arrays. Immutable, and shared by any number of
 * threads; {@link Sample} and {@link Instance} are views on it.
 */
public final class Dataset {
    private final String name;
    private final Path imageFolder;
    private final List<Category> categories;
    private final LongIndex categoryById;
    private final SampleTable samples;
    private final LongIndex sampleById;
    private final InstanceTable instances;
    private final int[] firstOfSample;
    private final int[] bySample;
    private final List<Stray> strays;
    private final List<Long> repeatedCategories;
    private final List<Long> repeatedImages;
    private final Optional<FederatedLabels> federated;

    Dataset(
            DatasetBuilder built,
            InstanceTable instances,
            List<Stray> strays,
            List<Long> repeatedCategories,
            List<Long> repeatedImages) {
        name = built.name;
        imageFolder = built.imageFolder;
        categories = List.copyOf(built.categories);
        samples = built.samples;
        categoryById = built.categoryById;
        sampleById = built.sampleById;
        this.instances = instances;
        this.strays = List.copyOf(strays);
        this.repeatedCategories = List.copyOf(repeatedCategories);
        this.repeatedImages = List.copyOf(repeatedImages);
        federated = built.federated;
        firstOfSample = new int[samples.count() + 1];
        bySample = sortedBySample();
    }

    private int[] sortedBySample() {
        int placed = 0;
        for (int i = 0; i < instances.count(); i++) {
            if (belongs(i)) {
                firstOfSample[instances.sample(i) + 1]++;
                placed++;
            }
        }
        for (int s = 0; s < samples.count(); s++) {
            firstOfSample[s + 1] += firstOfSample[s];
        }
        int[] next = firstOfSample.clone();
        int[] order = new int[placed];
        for (int i = 0; i < instances.count(); i++) {
            if (belongs(i)) {
                order[next[instances.sample(i)]++] = i;
            }
        }
        return order;
    }

    private boolean belongs(int instance) {
        return instances.sample(instance) >= 0 && instances.category(instance) >= 0;
    }

    /** What messages call it: the file or folder it came from. */
    public String name() {
        return name;
    }

    /** The folder that names of picture files are relative to. */
    public Path imageFolder() {
        return imageFolder;
    }

    /** The categories, each id once, in the order of the file. */
    public List<Category> categories() {
        return categories;
    }

    /** The place of the category with this name, or -1. */
    public int categoryIndex(String categoryName) {
        for (int i = 0; i < categories.size(); i++) {
            if (categories.get(i).name().equals(categoryName)) {
                return i;
            }
        }
        return -1;
    }

    /** The place of the category with this id, or -1. */
    public int categoryIndex(long id) {
        return categoryById.get(id);
    }

    /** The place of the picture with this id, or -1. */
    public int sampleIndex(long id) {
        return sampleById.get(id);
    }

    /** How many pictures there are. */
    public int size() {
        return samples.count();
    }

    /** One of the pictures. */
    public Sample sample(int index) {
        return new Sample(this, Objects.checkIndex(index, samples.count()));
    }

    /** All pictures, each id once, in the order of the file. */
    public List<Sample> samples() {
        return new AbstractList<>() {
            @Override
            public Sample get(int index) {
                return sample(index);
            }

            @Override
            public int size() {
                return Dataset.this.size();
            }
        };
    }

    /** The objects in columns, in the order of the file, strays included. */
    public InstanceTable instances() {
        return instances;
    }

    /** One of the objects by its place in {@link #instances}; its picture and category must be known. */
    public Instance instance(int index) {
        return new Instance(this, Objects.checkIndex(index, instances.count()));
    }

    /** Objects that belong to no listed picture or category. */
    public List<Stray> strays() {
        return strays;
    }

    /** Ids of categories that the file lists again, once for each repetition; the last mention is the one that counts. */
    public List<Long> repeatedCategories() {
        return repeatedCategories;
    }

    /** Ids of pictures that the file lists again, once for each repetition; the last mention is the one that counts. */
    public List<Long> repeatedImages() {
        return repeatedImages;
    }

    /** What is known of categories that were not searched for everywhere (LVIS); empty for ordinary data sets. */
    public Optional<FederatedLabels> federated() {
        return federated;
    }

    /** The id of a picture, without a view. */
    public long sampleId(int sample) {
        return samples.id(sample);
    }

    /** The id of a picture as the file writes it. */
    public String sampleIdText(int sample) {
        return samples.idText(sample);
    }

    /** Whether the file uses texts as ids of pictures. */
    public boolean textIds() {
        return samples.textIds();
    }

    /** The name of a picture's file, without a view. */
    public String fileName(int sample) {
        return samples.fileName(sample);
    }

    /** Stated width of a picture in pixels, 0 if none; without a view. */
    public int sampleWidth(int sample) {
        return samples.width(sample);
    }

    /** Stated height of a picture in pixels, 0 if none; without a view. */
    public int sampleHeight(int sample) {
        return samples.height(sample);
    }

    /** How many objects are on a picture. */
    public int instanceCount(int sample) {
        return firstOfSample[sample + 1] - firstOfSample[sample];
    }

    /** The place, in {@link #instances}, of an object on a picture. */
    public int instanceOf(int sample, int number) {
        return bySample[firstOfSample[sample] + Objects.checkIndex(number, instanceCount(sample))];
    }

    @Override
    public String toString() {
        return name + ": " + size() + " images, " + instances.count() + " objects, " + categories.size()
                + " categories";
    }
}

package maskrcnn4j.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some pictures of a data set, and some of its categories. Ids stay what they are; masks are shared with the whole, not
 * copied; strays and objects of other categories are left out.
 */
public final class DatasetSubset {
    private final Dataset whole;
    private final int[] samples;
    private final int[] categories;
    private final int[] newSample;
    private final int[] newCategory;

    private DatasetSubset(Dataset whole, int[] samples, int[] categories) {
        this.whole = whole;
        this.samples = samples;
        this.categories = categories;
        newSample = places(samples, whole.size());
        newCategory = places(categories, whole.categories().size());
    }

    /**
     * Takes a part of a data set.
     *
     * @param samples places of the pictures, in the order they shall have
     * @param categories places of the categories, in the order they shall have
     */
    public static Dataset of(Dataset whole, int[] samples, int[] categories) {
        return of(whole, samples, categories, new int[2 * samples.length]);
    }

    /**
     * Takes a part of a data set whose pictures do not all state their size.
     *
     * @param samples places of the pictures, in the order they shall have
     * @param categories places of the categories, in the order they shall have
     * @param sizes width and height of each picture in turn, for those that state none
     */
    public static Dataset of(Dataset whole, int[] samples, int[] categories, int[] sizes) {
        return new DatasetSubset(whole, samples.clone(), categories.clone()).build(sizes);
    }

    private static int[] places(int[] chosen, int count) {
        int[] places = new int[count];
        Arrays.fill(places, -1);
        for (int i = 0; i < chosen.length; i++) {
            places[chosen[i]] = i;
        }
        return places;
    }

    private Dataset build(int[] sizes) {
        DatasetBuilder builder = new DatasetBuilder(whole.name(), whole.imageFolder());
        for (int category : categories) {
            builder.addCategory(whole.categories().get(category));
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < samples.length; i++) {
            int sample = samples[i];
            boolean stated = whole.sampleWidth(sample) > 0 && whole.sampleHeight(sample) > 0;
            builder.addSample(
                    whole.sampleId(sample),
                    whole.fileName(sample),
                    stated ? whole.sampleWidth(sample) : sizes[2 * i],
                    stated ? whole.sampleHeight(sample) : sizes[2 * i + 1]);
            texts.add(whole.sampleIdText(sample));
        }
        if (whole.textIds() && !texts.isEmpty()) {
            builder.sampleIdTexts(texts);
        }
        whole.federated().map(this::labels).ifPresent(builder::federated);
        return new Dataset(
                builder, whole.instances().select(objects(), newSample, newCategory), List.of(), List.of(), List.of());
    }

    /** Places of the objects that stay, in the order of the whole. */
    private int[] objects() {
        InstanceTable table = whole.instances();
        int[] kept = new int[table.count()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            boolean belongs = table.sample(i) >= 0 && table.category(i) >= 0;
            if (belongs && newSample[table.sample(i)] >= 0 && newCategory[table.category(i)] >= 0) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private FederatedLabels labels(FederatedLabels labels) {
        List<int[]> negative = new ArrayList<>();
        List<int[]> notExhaustive = new ArrayList<>();
        for (int sample : samples) {
            negative.add(translated(labels.negative().get(sample)));
            notExhaustive.add(translated(labels.notExhaustive().get(sample)));
        }
        List<String> frequency = Arrays.stream(categories)
                .mapToObj(category -> labels.frequency().get(category))
                .toList();
        return new FederatedLabels(negative, notExhaustive, frequency);
    }

    private int[] translated(int[] places) {
        return Arrays.stream(places)
                .map(place -> newCategory[place])
                .filter(place -> place >= 0)
                .toArray();
    }
}

package maskrcnn4j.dataset;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one data set out of several. Categories meet by name; pictures and objects get new ids from 1 where ids of the
 * parts collide. Strays are left out.
 */
public final class DatasetJoin {
    private final Map<String, Category> byName = new LinkedHashMap<>();
    private final LongIndex categoryIds = new LongIndex();

    private DatasetJoin() {}

    /**
     * Joins data sets.
     *
     * @param parts the parts, in the order in which their samples follow each other
     * @param map which categories become one, and which are left out
     */
    public static Dataset of(List<Dataset> parts, CategoryMap map) {
        return new DatasetJoin().join(parts, map);
    }

    private Dataset join(List<Dataset> parts, CategoryMap map) {
        String name = String.join(" + ", parts.stream().map(Dataset::name).toList());
        DatasetBuilder joined = new DatasetBuilder(name, Path.of(""));
        parts.forEach(part -> part.categories().forEach(category -> take(category, map)));
        byName.values().forEach(joined::addCategory);
        boolean newImageIds = collide(parts, false);
        boolean newIds = collide(parts, true);
        for (Dataset part : parts) {
            append(part, map, joined, newImageIds, newIds);
        }
        return joined.build();
    }

    private void take(Category category, CategoryMap map) {
        Optional<String> name = map.apply(category.name());
        if (name.isPresent() && !byName.containsKey(name.get())) {
            long id = category.id();
            for (long other = 1; categoryIds.get(id) >= 0; other++) {
                id = other;
            }
            categoryIds.putIfAbsent(id, 0);
            byName.put(name.get(), new Category(id, name.get(), category.supercategory()));
        }
    }

    private static boolean collide(List<Dataset> parts, boolean objects) {
        LongIndex seen = new LongIndex();
        for (Dataset part : parts) {
            int count = objects ? part.instances().count() : part.size();
            for (int i = 0; i < count; i++) {
                long id = objects ? part.instances().id(i) : part.sampleId(i);
                if (part.textIds() && !objects || seen.putIfAbsent(id, 0) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void append(Dataset part, CategoryMap map, DatasetBuilder joined, boolean newImageIds, boolean newIds) {
        int[] categories = new int[part.categories().size()];
        for (int c = 0; c < categories.length; c++) {
            Optional<String> name = map.apply(part.categories().get(c).name());
            categories[c] = name.isEmpty()
                    ? -1
                    : joined.categoryIndex(byName.get(name.get()).id());
        }
        for (Sample sample : part.samples()) {
            long id = newImageIds ? joined.sampleCount() + 1L : sample.id();
            int place = joined.addSample(id, sample.imagePath().toString(), sample.width(), sample.height());
            for (Instance instance : sample.instances()) {
                int category = categories[instance.categoryIndex()];
                if (category >= 0) {
                    copy(part.instances(), instance.index(), joined.instances(), place, category, newIds);
                }
            }
        }
    }

    private static void copy(
            InstanceTable from, int index, InstanceTableBuilder to, int sample, int category, boolean newIds) {
        to.mask(from.mask(index)).ignored(from.ignored(index));
        if (from.hasBox(index)) {
            to.box(from.x(index), from.y(index), from.width(index), from.height(index));
        }
        if (from.hasArea(index)) {
            to.area(from.area(index));
        }
        if (from.crowdStated(index)) {
            to.crowd(from.crowd(index));
        }
        to.add(newIds ? to.count() + 1L : from.id(index), sample, category);
    }
}

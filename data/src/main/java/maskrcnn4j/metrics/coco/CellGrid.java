package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;

/**
 * Objects and detections sorted into cells of one class and one image, so that only cells that hold something are ever
 * visited: lists by class, within a class by image in increasing id, within a cell in the order of the file.
 */
final class CellGrid {
    /** Ids of the classes in the order of the axis; one id, -1, if classes are not told apart. */
    final long[] classIds;

    /** For each sample its rank among the evaluated ones by id, or -1. */
    final int[] imageRank;

    /** For each category its place on the axis of classes, or -1. */
    final int[] classRank;

    /** Objects by class, image and place. */
    final Placement truths;

    /** Detections, likewise. */
    final Placement found;

    /** How many images are evaluated. */
    final int images;

    private final boolean useCategories;
    private final long[] categoryIds;

    CellGrid(Dataset truth, InstanceTable detections, CocoParameters parameters) {
        useCategories = parameters.useCategories();
        imageRank = new int[truth.size()];
        images = rankImages(truth, parameters.imageIds(), imageRank);
        categoryIds = orderedIds(truth, parameters);
        classIds = useCategories ? categoryIds : new long[] {-1};
        classRank = new int[truth.categories().size()];
        for (int c = 0; c < classRank.length; c++) {
            int rank = indexOf(categoryIds, truth.categories().get(c).id());
            classRank[c] = useCategories || rank < 0 ? rank : 0;
        }
        truths = place(truth, truth.instances(), truthEntries(truth, parameters));
        found = place(truth, detections, inOrder(detections.count()));
    }

    /**
     * Places by class; those of class k lie from {@code start[k]} to {@code start[k + 1]}.
     *
     * @param order places in the table
     * @param images for each of them the rank of its image
     * @param start where each class begins
     */
    record Placement(int[] order, int[] images, int[] start) {}

    /** Where, in the list of class {@code k}, the images from this rank on begin. */
    int first(Placement placed, int k, int rank) {
        int low = placed.start[k];
        int high = placed.start[k + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (placed.images[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int rankImages(Dataset truth, Optional<long[]> chosen, int[] rank) {
        long[] sorted = chosen.isPresent() ? chosen.get().clone() : idsOf(truth);
        Arrays.sort(sorted);
        for (int s = 0; s < rank.length; s++) {
            rank[s] = Math.max(-1, Arrays.binarySearch(sorted, truth.sampleId(s)));
        }
        return sorted.length;
    }

    private static long[] idsOf(Dataset truth) {
        long[] ids = new long[truth.size()];
        for (int s = 0; s < ids.length; s++) {
            ids[s] = truth.sampleId(s);
        }
        return ids;
    }

    /** With classes sorted and distinct; without them as given, or sorted with what the file lists twice. */
    private static long[] orderedIds(Dataset truth, CocoParameters parameters) {
        if (parameters.categoryIds().isPresent()) {
            long[] chosen = parameters.categoryIds().get().clone();
            if (!parameters.useCategories()) {
                return chosen;
            }
            Arrays.sort(chosen);
            int distinct = 0;
            for (int i = 0; i < chosen.length; i++) {
                if (i == 0 || chosen[i] != chosen[i - 1]) {
                    chosen[distinct++] = chosen[i];
                }
            }
            return Arrays.copyOf(chosen, distinct);
        }
        int categories = truth.categories().size();
        int repeated =
                parameters.useCategories() ? 0 : truth.repeatedCategories().size();
        long[] ids = new long[categories + repeated];
        for (int c = 0; c < categories; c++) {
            ids[c] = truth.categories().get(c).id();
        }
        for (int i = 0; i < repeated; i++) {
            ids[categories + i] = truth.repeatedCategories().get(i);
        }
        Arrays.sort(ids);
        return ids;
    }

    private static int indexOf(long[] ids, long id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private static int[] inOrder(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    /**
     * Where objects share an id, pycocotools takes each of them for the last one, in the order in which it meets them: by
     * image.
     */
    private int[] truthEntries(Dataset truth, CocoParameters parameters) {
        InstanceTable table = truth.instances();
        int[] entries = inOrder(table.count());
        Optional<int[]> last = table.lastOfSameId();
        if (last.isEmpty() || parameters.rules() == Rules.CORRECTED) {
            return entries;
        }
        int kept = 0;
        for (int i : entries) {
            boolean wanted = !useCategories || table.category(i) >= 0 && classRank[table.category(i)] >= 0;
            if (wanted && table.sample(i) >= 0 && imageRank[table.sample(i)] >= 0) {
                entries[kept++] = i;
            }
        }
        int[] byImage = byImage(table, entries, kept);
        for (int i = 0; i < kept; i++) {
            byImage[i] = last.get()[byImage[i]];
        }
        return byImage;
    }

    private Placement place(Dataset truth, InstanceTable table, int[] entries) {
        int[] chosen = useCategories ? entries : byCategory(truth, table, entries);
        int kept = 0;
        int[] perClass = new int[classIds.length + 1];
        boolean sorted = true;
        int before = 0;
        for (int i : chosen) {
            int sample = table.sample(i);
            int category = table.category(i);
            int rank = sample < 0 ? -1 : imageRank[sample];
            if (rank >= 0 && category >= 0 && classRank[category] >= 0) {
                chosen[kept++] = i;
                perClass[classRank[category] + 1]++;
                sorted &= rank >= before;
                before = rank;
            }
        }
        int[] byImage = sorted ? chosen : byImage(table, chosen, kept);
        for (int k = 0; k < classIds.length; k++) {
            perClass[k + 1] += perClass[k];
        }
        int[] order = new int[kept];
        int[] ranks = new int[kept];
        int[] next = perClass.clone();
        for (int n = 0; n < kept; n++) {
            int i = byImage[n];
            int place = next[classRank[table.category(i)]]++;
            order[place] = i;
            ranks[place] = imageRank[table.sample(i)];
        }
        return new Placement(order, ranks, perClass);
    }

    /** One list after another, one for each place among the category ids, in which a category may stand twice. */
    private int[] byCategory(Dataset truth, InstanceTable table, int[] entries) {
        int[] order = new int[entries.length];
        int count = 0;
        for (long id : categoryIds) {
            int category = truth.categoryIndex(id);
            for (int i : entries) {
                if (category >= 0 && table.category(i) == category) {
                    if (count == order.length) {
                        order = Arrays.copyOf(order, 2 * count);
                    }
                    order[count++] = i;
                }
            }
        }
        return Arrays.copyOf(order, count);
    }

    private int[] byImage(InstanceTable table, int[] entries, int count) {
        int[] next = new int[images + 1];
        for (int n = 0; n < count; n++) {
            next[imageRank[table.sample(entries[n])] + 1]++;
        }
        for (int r = 0; r < images; r++) {
            next[r + 1] += next[r];
        }
        int[] order = new int[count];
        for (int n = 0; n < count; n++) {
            order[next[imageRank[table.sample(entries[n])]]++] = entries[n];
        }
        return order;
    }
}

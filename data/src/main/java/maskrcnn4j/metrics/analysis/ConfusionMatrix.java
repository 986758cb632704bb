package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.coco.ImageCell;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * Which category is taken for which. On each picture detections, best first, take the free object of their own category that
 * they agree with most; those that are left take the free object of any category; what is left on either side stands in the
 * row or column of the background. Detections that lie on a crowd of their category, or on an object that does not count,
 * are left out.
 *
 * @param categories the categories in the order of the data set
 * @param counts by true category and category found; the last row is background taken for an object, the last column objects
 *     that were missed
 * @param leastScore the least confidence of detections that are shown
 * @param threshold the least agreement
 */
public record ConfusionMatrix(List<Category> categories, long[][] counts, double leastScore, double threshold) {
    /** Copies the list. */
    public ConfusionMatrix {
        categories = List.copyOf(categories);
    }

    /** The place of the background in rows and columns. */
    public int background() {
        return categories.size();
    }

    /** Counts on all pictures. */
    public static ConfusionMatrix of(
            Dataset truth, Detections found, IouType type, double leastScore, double threshold, int limit) {
        int background = truth.categories().size();
        long[][] counts = new long[background + 1][background + 1];
        ImageCells cells = new ImageCells(truth, found, type, limit, threshold);
        for (List<int[]> pairs : cells.map(cell -> pairs(cell, background, leastScore, threshold))) {
            for (int[] pair : pairs) {
                counts[pair[0]][pair[1]]++;
            }
        }
        return new ConfusionMatrix(truth.categories(), counts, leastScore, threshold);
    }

    private static List<int[]> pairs(ImageCell cell, int background, double leastScore, double threshold) {
        int shown = 0;
        while (shown < cell.detections().length && cell.score(shown) >= leastScore) {
            shown++;
        }
        boolean[] taken = new boolean[cell.objects().length];
        boolean[] settled = new boolean[shown];
        List<int[]> pairs = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int d = 0; d < shown; d++) {
                int best = settled[d] ? -1 : best(cell, d, taken, threshold, pass == 0);
                if (best >= 0) {
                    settled[d] = true;
                    taken[best] = true;
                    pairs.add(new int[] {cell.objectCategory(best), cell.detectionCategory(d)});
                } else if (pass == 0 && !settled[d]) {
                    settled[d] = isForgiven(cell, d, threshold);
                }
            }
        }
        for (int d = 0; d < shown; d++) {
            if (!settled[d]) {
                pairs.add(new int[] {background, cell.detectionCategory(d)});
            }
        }
        for (int g = 0; g < taken.length; g++) {
            if (!taken[g] && !cell.ignored(g)) {
                pairs.add(new int[] {cell.objectCategory(g), background});
            }
        }
        return pairs;
    }

    private static int best(ImageCell cell, int d, boolean[] taken, double threshold, boolean sameCategory) {
        int best = -1;
        for (int g = 0; g < taken.length; g++) {
            boolean open = !taken[g] && !cell.ignored(g) && (!sameCategory || cell.sameCategory(d, g));
            if (open && cell.iou(d, g) >= threshold && (best < 0 || cell.iou(d, g) > cell.iou(d, best))) {
                best = g;
            }
        }
        return best;
    }

    private static boolean isForgiven(ImageCell cell, int d, double threshold) {
        for (int g = 0; g < cell.objects().length; g++) {
            if (cell.ignored(g) && cell.sameCategory(d, g) && cell.iou(d, g) >= threshold) {
                return true;
            }
        }
        return false;
    }
}

package maskrcnn4j.dataset.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Category;

/**
 * Numbers about a data set.
 *
 * @param categories its categories
 * @param widths width of each picture in pixels
 * @param heights height of each picture in pixels
 * @param objectsPerImage how many usable objects are on each picture, crowds left out
 * @param crowds how many objects are crowds
 * @param leftOut how many objects cannot be used
 * @param unreadable how many pictures could not be read
 * @param objects the objects
 * @param colours the colours, if they were wanted and a picture could be read
 */
public record DatasetStats(
        List<Category> categories,
        int[] widths,
        int[] heights,
        int[] objectsPerImage,
        int crowds,
        int leftOut,
        int unreadable,
        ObjectColumns objects,
        Optional<ColourStats> colours) {

    /** COCO's borders of small, medium and large, in pixels. */
    public static final double[] COCO_AREAS = {0, 32 * 32, 96 * 96, Double.POSITIVE_INFINITY};

    /** How many pictures there are. */
    public int images() {
        return widths.length;
    }

    /** How many objects each category has. */
    public int[] objectsOfCategories() {
        int[] counts = new int[categories.size()];
        for (int category : objects.category()) {
            counts[category]++;
        }
        return counts;
    }

    /** The areas of a category's objects, ascending. */
    public double[] areasOf(int category) {
        double[] areas = new double[objects.count()];
        int count = 0;
        for (int i = 0; i < objects.count(); i++) {
            if (objects.category()[i] == category) {
                areas[count++] = objects.area()[i];
            }
        }
        areas = Arrays.copyOf(areas, count);
        Arrays.sort(areas);
        return areas;
    }

    /** How many objects have an area from one border to before the next. */
    public int[] countByArea(double[] borders) {
        int[] counts = new int[borders.length - 1];
        for (double area : objects.area()) {
            for (int i = 0; i < counts.length; i++) {
                if (area >= borders[i] && area < borders[i + 1]) {
                    counts[i]++;
                }
            }
        }
        return counts;
    }

    /** Height divided by width of each object's box. */
    public double[] ratios() {
        double[] ratios = new double[objects.count()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = objects.height()[i] / objects.width()[i];
        }
        return ratios;
    }

    /** Which share of its box each object fills. */
    public double[] fills() {
        double[] fills = new double[objects.count()];
        for (int i = 0; i < fills.length; i++) {
            fills[i] = objects.area()[i] / (objects.width()[i] * objects.height()[i]);
        }
        return fills;
    }

    /**
     * A quantile by linear interpolation between neighbours; NaN of nothing.
     *
     * @param sorted numbers, ascending
     * @param share 0 is the least, 1 the greatest
     */
    public static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

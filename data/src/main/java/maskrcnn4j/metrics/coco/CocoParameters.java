package maskrcnn4j.metrics.coco;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of an evaluation, those of pycocotools' {@code COCOeval}.
 *
 * @param type what is compared
 * @param iouThresholds the agreements from which on a detection counts as right
 * @param recallThresholds the recalls at which precision is taken, ascending
 * @param areaRanges the sizes for which numbers are given
 * @param maxDetections how many detections of an image and category count, best first; sorted when evaluated
 * @param useCategories whether a detection must have the category of the object
 * @param imageIds the images to evaluate; empty takes all
 * @param categoryIds the categories to evaluate; empty takes all
 * @param rules whether to do as pycocotools does
 */
public record CocoParameters(
        IouType type,
        double[] iouThresholds,
        double[] recallThresholds,
        List<AreaRange> areaRanges,
        int[] maxDetections,
        boolean useCategories,
        Optional<long[]> imageIds,
        Optional<long[]> categoryIds,
        Rules rules) {
    private static final int MOST_RANGES = 32;

    /** Copies the arrays and sorts the limits. */
    public CocoParameters {
        iouThresholds = iouThresholds.clone();
        recallThresholds = recallThresholds.clone();
        areaRanges = List.copyOf(areaRanges);
        if (areaRanges.size() > MOST_RANGES) {
            throw new IllegalArgumentException(
                    areaRanges.size() + " ranges of sizes; at most " + MOST_RANGES + " are possible");
        }
        maxDetections = maxDetections.clone();
        Arrays.sort(maxDetections);
        if (maxDetections.length > 0 && maxDetections[0] < 0) {
            throw new IllegalArgumentException("a limit of detections is " + maxDetections[0] + "; 0 is the least");
        }
    }

    /** The parameters of the COCO challenge. */
    public static CocoParameters of(IouType type) {
        return new CocoParameters(
                type,
                linspace(0.5, 0.95, 10),
                linspace(0, 1, 101),
                List.of(
                        new AreaRange("all", 0, 1e10),
                        new AreaRange("small", 0, 1024),
                        new AreaRange("medium", 1024, 9216),
                        new AreaRange("large", 9216, 1e10)),
                new int[] {1, 10, 100},
                true,
                Optional.empty(),
                Optional.empty(),
                Rules.PYCOCOTOOLS);
    }

    /** Evenly spaced numbers, rounded as numpy's {@code linspace} rounds them. */
    public static double[] linspace(double start, double end, int count) {
        double step = (end - start) / (count - 1);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * step + start;
        }
        values[count - 1] = end;
        return values;
    }

    /** The same with other agreements. */
    public CocoParameters withIouThresholds(double... thresholds) {
        return new CocoParameters(
                type,
                thresholds,
                recallThresholds,
                areaRanges,
                maxDetections,
                useCategories,
                imageIds,
                categoryIds,
                rules);
    }

    /** The same with other recalls. */
    public CocoParameters withRecallThresholds(double... thresholds) {
        return new CocoParameters(
                type,
                iouThresholds,
                thresholds,
                areaRanges,
                maxDetections,
                useCategories,
                imageIds,
                categoryIds,
                rules);
    }

    /** The same with other sizes. */
    public CocoParameters withAreaRanges(List<AreaRange> ranges) {
        return new CocoParameters(
                type,
                iouThresholds,
                recallThresholds,
                ranges,
                maxDetections,
                useCategories,
                imageIds,
                categoryIds,
                rules);
    }

    /** The same with other limits. */
    public CocoParameters withMaxDetections(int... limits) {
        return new CocoParameters(
                type, iouThresholds, recallThresholds, areaRanges, limits, useCategories, imageIds, categoryIds, rules);
    }

    /** The same, with categories told apart or not. */
    public CocoParameters withCategories(boolean use) {
        return new CocoParameters(
                type, iouThresholds, recallThresholds, areaRanges, maxDetections, use, imageIds, categoryIds, rules);
    }

    /** The same for some of the images. */
    public CocoParameters withImageIds(long... ids) {
        return new CocoParameters(
                type,
                iouThresholds,
                recallThresholds,
                areaRanges,
                maxDetections,
                useCategories,
                Optional.of(ids.clone()),
                categoryIds,
                rules);
    }

    /** The same for some of the categories; an id that is given twice counts twice when categories are not used. */
    public CocoParameters withCategoryIds(long... ids) {
        return new CocoParameters(
                type,
                iouThresholds,
                recallThresholds,
                areaRanges,
                maxDetections,
                useCategories,
                imageIds,
                Optional.of(ids.clone()),
                rules);
    }

    /** The same by other rules. */
    public CocoParameters withRules(Rules newRules) {
        return new CocoParameters(
                type,
                iouThresholds,
                recallThresholds,
                areaRanges,
                maxDetections,
                useCategories,
                imageIds,
                categoryIds,
                newRules);
    }
}

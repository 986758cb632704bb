package maskrcnn4j.metrics.analysis;

import java.util.List;

/**
 * The second of two results compared with the first.
 *
 * @param draws how many times pictures were drawn
 * @param seed with which seed
 * @param first the scores of the first
 * @param second the scores of the second
 * @param difference AP of the second less AP of the first
 * @param difference50 the same at an agreement of 0.5
 * @param better the share of the draws in which the second has the greater AP
 * @param classes the difference of each category
 */
public record ModelComparison(
        int draws,
        long seed,
        Bootstrap.Single first,
        Bootstrap.Single second,
        Interval difference,
        Interval difference50,
        double better,
        List<ClassDifference> classes) {
    /** Copies the list. */
    public ModelComparison {
        classes = List.copyOf(classes);
    }

    /**
     * The difference of one category.
     *
     * @param categoryId its id
     * @param first AP of the first; NaN without objects
     * @param second AP of the second; NaN without objects
     * @param difference second less first; its interval is over the draws that hold objects of the category
     */
    public record ClassDifference(long categoryId, double first, double second, Interval difference) {}
}

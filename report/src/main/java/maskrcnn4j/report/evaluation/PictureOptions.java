package maskrcnn4j.report.evaluation;

/**
 * Whether a report shows pictures of a data set.
 *
 * @param most how many of each kind at most; 0 shows none and says {@code absent} instead
 * @param absent why there are none, in a sentence
 */
public record PictureOptions(int most, String absent) {
    /** A handful of each kind: a page of one to five megabytes. */
    public static final PictureOptions DEFAULT = new PictureOptions(6, "");

    /** Shows no pictures and says why. */
    public static PictureOptions none(String why) {
        return new PictureOptions(0, why);
    }
}

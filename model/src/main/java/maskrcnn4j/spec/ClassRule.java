package maskrcnn4j.spec;

/**
 * Where the heads keep what belongs to a class. Labels count the categories from 1, whatever the outputs' order is.
 *
 * @param background where the background stands among the class scores
 * @param boxes which box deltas there are
 * @param masks which masks there are
 */
public record ClassRule(Background background, Outputs boxes, Outputs masks) {
    /** The background's place among the class scores. */
    public enum Background {
        FIRST,
        LAST
    }

    /** What a head gives for each class. */
    public enum Outputs {
        /** One output for each class score: the background too, where it comes first. */
        PER_CLASS,
        /** One output for all classes. */
        SHARED
    }

    /** The background first, and every output for each class: what most implementations do. */
    public static final ClassRule BACKGROUND_FIRST =
            new ClassRule(Background.FIRST, Outputs.PER_CLASS, Outputs.PER_CLASS);

    /** The background last, boxes and masks for the other classes only: what detectron2 does. */
    public static final ClassRule BACKGROUND_LAST =
            new ClassRule(Background.LAST, Outputs.PER_CLASS, Outputs.PER_CLASS);

    /** Which class score belongs to a label. */
    public int score(int label) {
        return background == Background.FIRST ? label : label - 1;
    }

    /** The label of a class score; 0 for the background. */
    public int label(int score, int scores) {
        return background == Background.FIRST ? score : (score + 1) % scores;
    }

    /** Which class score is the background's. */
    public int backgroundScore(int scores) {
        return background == Background.FIRST ? 0 : scores - 1;
    }

    /** Which four deltas belong to a label. */
    public int box(int label) {
        return boxes == Outputs.SHARED ? 0 : score(label);
    }

    /** Which mask belongs to a label. */
    public int mask(int label) {
        return masks == Outputs.SHARED ? 0 : score(label);
    }

    /** How many boxes the head gives for one proposal. */
    public int boxCount(int scores) {
        return count(boxes, scores);
    }

    /** How many masks the head gives for one detection. */
    public int maskCount(int scores) {
        return count(masks, scores);
    }

    private int count(Outputs outputs, int scores) {
        if (outputs == Outputs.SHARED) {
            return 1;
        }
        return background == Background.FIRST ? scores : scores - 1;
    }
}

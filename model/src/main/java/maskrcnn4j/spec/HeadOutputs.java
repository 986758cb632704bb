package maskrcnn4j.spec;

/**
 * How many outputs the heads have.
 *
 * @param classes without the background
 * @param background where it stands
 */
public record HeadOutputs(int classes, Background background) {
    /** Class scores: one more than classes. */
    public int scores() {
        return classes + 1;
    }

    /** Boxes or masks, where each class has its own. */
    public int perClass() {
        return background.perClassOutputs(classes);
    }
}

package maskrcnn4j.spec;

/**
 * Where the background stands among the outputs of the heads. Labels count from 1 in every case, K is the number of classes
 * without the background.
 */
public enum Background {
    /** First (torchvision, Detectron, Matterport); boxes and masks have outputs for it too, which are never looked at. */
    FIRST,
    /** Last (detectron2); boxes and masks have no outputs for it. */
    LAST;

    /** Which of the K + 1 class scores is the background's. */
    public int scoreIndex(int classes) {
        return this == FIRST ? 0 : classes;
    }

    /** Which output is a label's: of the class scores, and of class-specific boxes and masks. */
    public int index(int label) {
        return this == FIRST ? label : label - 1;
    }

    /** How many outputs class-specific boxes and masks have. */
    public int perClassOutputs(int classes) {
        return this == FIRST ? classes + 1 : classes;
    }
}

package maskrcnn4j.metrics.coco;

/** Whether an evaluator does what pycocotools does or what was meant. */
public enum Rules {
    /** Equal to pycocotools in every bit, its faults included. */
    PYCOCOTOOLS,

    /**
     * Its faults put right: a match with an object of id 0 counts; objects that share an id stay apart; the field
     * {@code ignore} is honoured; areas that are missing are computed from the mask or box; the first number is taken at
     * the largest limit of detections whatever it is; run lengths of zero do not end a comparison of masks.
     */
    CORRECTED
}

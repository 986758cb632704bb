package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.InstanceTable;

/** How one protocol differs from another in what counts; the matching itself is the same. */
public interface MatchRules {
    /** Whether an object is ignored at any size. */
    boolean ignores(InstanceTable truths, int truth);

    /** Whether an object stands for many, so that any number of detections may take it. */
    boolean crowd(InstanceTable truths, int truth);

    /** Whether a match with the object is not recorded, so that the detection counts as wrong. */
    boolean loses(InstanceTable truths, int truth);

    /** Whether detections of this class on this picture are ignored unless they match. */
    boolean unmatchedIgnored(int sample, int category);
}

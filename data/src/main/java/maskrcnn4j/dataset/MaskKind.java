package maskrcnn4j.dataset;

/** How the mask of an object is stored; the kinds of {@link InstanceMask} without unpacking one. */
public enum MaskKind {
    /** There is none. */
    ABSENT,
    /** Outlines. */
    POLYGONS,
    /** Run lengths. */
    RUNS,
    /** There is one that cannot be read. */
    BROKEN
}

package maskrcnn4j.metrics.coco;

/** What is compared when a detection is held against an object. */
public enum IouType {
    /** Boxes. */
    BBOX("bbox"),
    /** Masks. */
    SEGM("segm"),
    /** Masks, and the pixels near their outlines: the smaller of both agreements (Cheng et al., CVPR 2021). */
    BOUNDARY("boundary");

    private final String key;

    IouType(String key) {
        this.key = key;
    }

    /** Its name in options and files. */
    public String key() {
        return key;
    }

    /** Whether masks are needed. */
    public boolean masks() {
        return this != BBOX;
    }
}

package maskrcnn4j.model.stage;

/** The steps from picture to masks, in order. */
public enum Stage {
    TRANSFORM,
    BACKBONE,
    RPN_HEAD,
    PROPOSALS,
    BOX_ALIGN,
    BOX_HEAD,
    DETECTIONS,
    MASK_ALIGN,
    MASK_HEAD,
    MASKS
}

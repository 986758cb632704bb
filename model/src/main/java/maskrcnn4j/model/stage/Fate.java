package maskrcnn4j.model.stage;

/** What became of a box that competed with others, in the order in which filters look at it. */
public enum Fate {
    /** It was handed on. */
    KEPT,
    /** A score, delta or corner was infinite or not a number. */
    NOT_FINITE,
    /** A side was too short after clipping. */
    SMALL,
    /** Its score was too low. */
    IMPROBABLE,
    /** It overlapped a better one. */
    SUPPRESSED,
    /** Enough better ones were there. */
    SURPLUS
}

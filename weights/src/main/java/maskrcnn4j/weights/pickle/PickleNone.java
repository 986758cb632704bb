package maskrcnn4j.weights.pickle;

/** Python's {@code None}. */
public enum PickleNone {
    NONE
}

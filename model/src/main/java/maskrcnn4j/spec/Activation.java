package maskrcnn4j.spec;

/** What follows a convolution, element by element. */
public enum Activation {
    /** Nothing. */
    NONE,
    /** {@code max(0, x)}. */
    RELU,
    /** {@code min(6, max(0, x))}. */
    RELU6,
    /** {@code x min(6, max(0, x + 3)) / 6}. */
    HARD_SWISH
}

package maskrcnn4j.dataset.check;

import java.util.List;
import maskrcnn4j.mask.Rle;

/** What a repair does with an object. */
public sealed interface ObjectFix {
    /** Nothing is wrong with it, or nothing that can be mended. */
    enum Keep implements ObjectFix {
        /** The one value. */
        KEEP
    }

    /**
     * It is left out.
     *
     * @param reason why, as half a sentence
     */
    record Drop(String reason) implements ObjectFix {}

    /**
     * Some of its fields are made anew from its mask.
     *
     * @param box whether its box is
     * @param area whether its area is
     * @param rings its outlines without the broken ones; empty if its mask stays as it is
     * @param pixels its mask
     */
    record Mend(boolean box, boolean area, List<double[]> rings, Rle pixels) implements ObjectFix {}
}

package maskrcnn4j.dataset;

import java.util.List;

/**
 * The mask of one object as its file gives it: outlines, run lengths, nothing, or something that cannot be read.
 *
 * <p>Nothing here is checked beyond being readable: outlines may be too short and runs may not fill the picture. The
 * arrays belong to whoever asked for them.
 */
public sealed interface InstanceMask {
    /**
     * Outlines whose union is the mask (COCO's polygons).
     *
     * @param rings one array x0, y0, x1, y1, ... for each outline, in pixels
     */
    record Polygons(List<double[]> rings) implements InstanceMask {}

    /**
     * Run lengths, column by column, the first run of background (COCO's RLE).
     *
     * @param height rows of the mask
     * @param width columns of the mask
     * @param counts the lengths of background and foreground in turn; the first may be 0
     */
    record Runs(int height, int width, int[] counts) implements InstanceMask {}

    /**
     * A mask that is there but cannot be read.
     *
     * @param fault what is wrong with it, as half a sentence
     */
    record Broken(String fault) implements InstanceMask {}

    /** No mask at all: the object has only a box. */
    enum Absent implements InstanceMask {
        /** The one value. */
        ABSENT
    }
}

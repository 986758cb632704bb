package maskrcnn4j.model.target;

import java.util.List;
import maskrcnn4j.mask.Rle;

/** The true mask of an object, in pixels of its picture, or of the network input. */
public sealed interface TargetMask {
    /**
     * Outlines whose union is the mask.
     *
     * @param rings each x0, y0, x1, y1, ... in pixel-edge coordinates
     */
    record Outlines(List<double[]> rings) implements TargetMask {
        /** Takes the list as it is now. */
        public Outlines {
            rings = List.copyOf(rings);
        }
    }

    /**
     * The pixels themselves.
     *
     * @param pixels a mask of the size of the picture
     */
    record Pixels(Rle pixels) implements TargetMask {}

    /**
     * A part of the network input as a mask of any size, from which targets are cut.
     *
     * @param pixels the mask
     * @param within the part: y1, x1, y2, x2 in units of the network input
     */
    record Cut(Rle pixels, float[] within) implements TargetMask {}
}

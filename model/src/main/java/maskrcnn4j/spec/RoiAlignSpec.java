package maskrcnn4j.spec;

/**
 * How the features of a box are cut out.
 *
 * @param size bins along each side
 * @param samplesPerBin samples along each side of a bin; 0 for as many as the bin is wide or high, rounded up
 * @param aligned whether coordinates are shifted by half a pixel of the feature map (Mask R-CNN's correction of 2019)
 * @param smallestSide a box narrower or lower than this is taken as this wide or high, in pixels of the feature map; 0 to
 *     take boxes as they are
 * @param levels which feature map a box is cut from
 */
public record RoiAlignSpec(int size, int samplesPerBin, boolean aligned, double smallestSide, LevelRule levels) {
    /** Checks the numbers. */
    public RoiAlignSpec {
        if (size < 1 || samplesPerBin < 0 || !(smallestSide >= 0)) {
            throw new IllegalArgumentException("RoIAlign: size " + size + " must be at least 1, samplesPerBin "
                    + samplesPerBin + " at least 0 (0 adapts to the box), smallestSide " + smallestSide
                    + " at least 0");
        }
    }
}

package maskrcnn4j.spec;

/**
 * Which feature map a box is cut from (Feature Pyramid Networks, equation 1): level floor(canonicalLevel +
 * log2(sqrt(area) / canonicalSide)), where level k is the map whose pixels are 2^k pixels of the network input apart,
 * brought into the range of those that are there. In single precision, which decides for boxes on a boundary.
 *
 * @param maps boxes are cut from this many maps, the finest
 * @param canonicalLevel the level of a box of the canonical side
 * @param canonicalSide in pixels of the network input
 * @param epsilonInside added to the quotient before the logarithm
 * @param epsilonOutside added to the logarithm
 * @param scale how far apart a map's pixels are
 */
public record LevelRule(
        int maps,
        int canonicalLevel,
        double canonicalSide,
        double epsilonInside,
        double epsilonOutside,
        MapScale scale) {

    /** How far apart the pixels of a feature map are. */
    public enum MapScale {
        /** By the map's stride. */
        STRIDE,
        /**
         * By the power of two nearest to the height of the highest picture, without padding, divided by that of the map;
         * other than the stride only for small pictures.
         */
        INFERRED
    }

    /** One map for all boxes. */
    public static final LevelRule SINGLE = new LevelRule(1, 4, 224, 0, 0, MapScale.STRIDE);

    /** torchvision's four maps of a pyramid. */
    public static final LevelRule TORCHVISION = new LevelRule(4, 4, 224, 0, 1e-6, MapScale.INFERRED);

    /** detectron2's four maps of a pyramid. */
    public static final LevelRule DETECTRON2 = new LevelRule(4, 4, 224, 1e-8, 0, MapScale.STRIDE);

    /** Checks the numbers. */
    public LevelRule {
        if (maps < 1 || !(canonicalSide > 0)) {
            throw new IllegalArgumentException("RoIAlign levels: maps " + maps + " must be at least 1, canonicalSide "
                    + canonicalSide + " above 0");
        }
    }
}

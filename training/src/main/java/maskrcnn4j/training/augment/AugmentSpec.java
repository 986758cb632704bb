package maskrcnn4j.training.augment;

import java.util.List;

/**
 * How much training pictures are changed at random; a share is that of the pictures to which a change is done.
 *
 * @param flipHorizontal share that is mirrored left to right
 * @param flipVertical share that is mirrored upside down
 * @param quarterTurns whether pictures are turned by 0, 90, 180 or 270 degrees
 * @param shortSides short sides of which one is chosen (multi-scale); empty leaves the size to the network
 * @param longSide the long side is at most this, where {@code shortSides} or {@code cropSide} set a size
 * @param scale smallest and largest factor on the size, chosen evenly on a logarithmic scale
 * @param cropSide the side of the square that is cut out after scaling, whose missing part is filled (large-scale jitter:
 *     {@code scale} 0.1 to 2); 0 cuts nothing
 * @param cropAroundObjects share that is cut to a window around one object
 * @param rotate largest turn in degrees, either way
 * @param shear largest shear in degrees, either way
 * @param brightness largest change as a share: 0.2 multiplies by 0.8 to 1.2
 * @param contrast largest change as a share, around the picture's mean
 * @param saturation largest change as a share, around each pixel's grey
 * @param hue largest turn of colours in degrees
 * @param blur share that is blurred, with a sigma of 0.3 to 1.5 pixels
 * @param noise largest standard deviation of noise, in grey levels
 * @param copyPaste share onto which objects of another picture are pasted
 */
public record AugmentSpec(
        double flipHorizontal,
        double flipVertical,
        boolean quarterTurns,
        List<Integer> shortSides,
        int longSide,
        List<Double> scale,
        int cropSide,
        double cropAroundObjects,
        double rotate,
        double shear,
        double brightness,
        double contrast,
        double saturation,
        double hue,
        double blur,
        double noise,
        double copyPaste) {
    /** Pictures stay as they are. */
    public static final AugmentSpec NONE =
            new AugmentSpec(0, 0, false, List.of(), 1333, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Half of the pictures are mirrored left to right: what most published models were trained with. */
    public static final AugmentSpec STANDARD = NONE.withFlips(0.5, 0);

    /** Checks the numbers. */
    public AugmentSpec {
        shortSides = List.copyOf(shortSides);
        scale = List.copyOf(scale);
        share("flipHorizontal", flipHorizontal);
        share("flipVertical", flipVertical);
        share("cropAroundObjects", cropAroundObjects);
        share("blur", blur);
        share("copyPaste", copyPaste);
        range("rotate", rotate, 180);
        range("shear", shear, 45);
        range("brightness", brightness, 1);
        range("contrast", contrast, 1);
        range("saturation", saturation, 1);
        range("hue", hue, 180);
        range("noise", noise, 128);
        range("cropSide", cropSide, 8192);
        if (shortSides.stream().anyMatch(side -> side < 16 || side > 8192)) {
            throw new IllegalArgumentException("augment.shortSides " + shortSides + ": each from 16 to 8192");
        }
        if (longSide < 16 || longSide > 16384) {
            throw new IllegalArgumentException("augment.longSide " + longSide + ": from 16 to 16384");
        }
        if (scale.size() != 2 || !(scale.get(0) >= 0.05 && scale.get(1) >= scale.get(0) && scale.get(1) <= 20)) {
            throw new IllegalArgumentException(
                    "augment.scale " + scale + ": the smallest and the largest factor, from 0.05 to 20");
        }
    }

    private static void share(String name, double value) {
        range(name, value, 1);
    }

    private static void range(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("augment." + name + " " + value + ": from 0 to " + most);
        }
    }

    /** The same with these shares of mirrored pictures. */
    public AugmentSpec withFlips(double horizontal, double vertical) {
        return new AugmentSpec(
                horizontal,
                vertical,
                quarterTurns,
                shortSides,
                longSide,
                scale,
                cropSide,
                cropAroundObjects,
                rotate,
                shear,
                brightness,
                contrast,
                saturation,
                hue,
                blur,
                noise,
                copyPaste);
    }
}

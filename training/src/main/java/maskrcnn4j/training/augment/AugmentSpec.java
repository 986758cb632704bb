package maskrcnn4j.training.augment;

import java.util.List;
import java.util.Map;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;
import maskrcnn4j.training.setting.SettingException;

/**
 * How much training pictures are changed at random; a share is that of the pictures to which a change is done.
 *
 * @param flipHorizontal share that is mirrored left to right
 * @param flipVertical share that is mirrored upside down
 * @param quarterTurns whether pictures are turned by 0, 90, 180 or 270 degrees
 * @param shortSides short sides of which one is chosen (multi-scale); empty leaves the size to the network
 * @param longSide the long side is at most this, where {@code shortSides} or {@code cropSide} set a size
 * @param scale smallest and largest factor on the size that {@code shortSides}, {@code cropSide} or else the network sets, chosen
 *     evenly on a logarithmic scale
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
        @Setting(least = 0, most = 1) double flipHorizontal,
        @Setting(least = 0, most = 1) double flipVertical,
        boolean quarterTurns,
        @Setting(unit = "pixels", least = 16, most = 8192) List<Integer> shortSides,
        @Setting(unit = "pixels", least = 16, most = 16384) int longSide,
        @Setting(least = 0.05, most = 20) List<Double> scale,
        @Setting(unit = "pixels", least = 0, most = 8192) int cropSide,
        @Setting(least = 0, most = 1) double cropAroundObjects,
        @Setting(unit = "degrees", least = 0, most = 180) double rotate,
        @Setting(unit = "degrees", least = 0, most = 45) double shear,
        @Setting(least = 0, most = 1) double brightness,
        @Setting(least = 0, most = 1) double contrast,
        @Setting(least = 0, most = 1) double saturation,
        @Setting(unit = "degrees", least = 0, most = 180) double hue,
        @Setting(least = 0, most = 1) double blur,

        @Setting(unit = "grey levels", least = 0, most = 128)
        double noise,

        @Setting(least = 0, most = 1) double copyPaste) {
    /** Pictures stay as they are. */
    public static final AugmentSpec NONE =
            new AugmentSpec(0, 0, false, List.of(), 1333, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Half of the pictures are mirrored left to right: what most published models were trained with. */
    public static final AugmentSpec STANDARD = NONE.withFlips(0.5, 0);

    /** Checks the numbers. */
    public AugmentSpec {
        shortSides = List.copyOf(shortSides);
        scale = List.copyOf(scale);
        Range.check(
                "augment",
                AugmentSpec.class,
                flipHorizontal,
                flipVertical,
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
        if (scale.size() != 2 || scale.get(1) < scale.get(0)) {
            throw new SettingException("augment", "scale", scale + ": must be the smallest and the largest factor");
        }
    }

    /** The same with these shares of mirrored pictures. */
    public AugmentSpec withFlips(double horizontal, double vertical) {
        return Changed.of(this, Map.of("flipHorizontal", horizontal, "flipVertical", vertical));
    }

    /** The same with pictures whose short side is this, in pixels. */
    public AugmentSpec withShortSide(int side) {
        return Changed.of(this, Map.of("shortSides", List.of(side)));
    }
}

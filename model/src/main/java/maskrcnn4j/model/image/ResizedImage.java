package maskrcnn4j.model.image;

import java.util.Optional;
import java.util.random.RandomGenerator;
import maskrcnn4j.spec.FrameRule;

/**
 * A picture's sizes before and after resizing.
 *
 * @param originalWidth in pixels of the picture
 * @param originalHeight in pixels of the picture
 * @param width in pixels of the network input, without padding
 * @param height in pixels of the network input, without padding
 * @param scaleX what takes a coordinate of the picture to one of the network input
 * @param scaleY what takes a coordinate of the picture to one of the network input
 * @param cut the place of what is left of the resized picture, where training cuts a square out of it
 */
public record ResizedImage(
        int originalWidth,
        int originalHeight,
        int width,
        int height,
        double scaleX,
        double scaleY,
        Optional<Place> cut) {
    /**
     * The first pixel of the resized picture that is left.
     *
     * @param y its row
     * @param x its column
     */
    public record Place(int y, int x) {}

    /** Of a picture that is left whole. */
    public ResizedImage(int originalWidth, int originalHeight, int width, int height, double scaleX, double scaleY) {
        this(originalWidth, originalHeight, width, height, scaleX, scaleY, Optional.empty());
    }

    /** The same with a square cut out. */
    public ResizedImage cutAt(int y, int x) {
        return new ResizedImage(
                originalWidth, originalHeight, width, height, scaleX, scaleY, Optional.of(new Place(y, x)));
    }

    /** The same with a square cut out at random, if that is the rule of training. */
    public ResizedImage cutAtRandom(FrameRule rule, RandomGenerator random) {
        return rule.mode() == FrameRule.Mode.CROP
                ? cutAt(
                        random.nextInt(Math.max(0, height - rule.minDim()) + 1),
                        random.nextInt(Math.max(0, width - rule.minDim()) + 1))
                : this;
    }

    /** The frame around the picture, or within it. */
    public FrameRule.Frame frame(FrameRule rule) {
        return cut.map(place -> rule.cut(height, width, place.y(), place.x()))
                .orElseGet(() -> rule.frame(height, width));
    }
}

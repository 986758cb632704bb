package maskrcnn4j.training.augment;

import java.util.random.RandomGenerator;
import maskrcnn4j.spec.ImageSpec;

/** How large the network sees training pictures. */
public final class Sizing {
    private final AugmentSpec spec;
    private final ImageSpec image;

    /**
     * Sizes by these settings.
     *
     * @param image the network's own rule, which holds where the settings have none
     */
    public Sizing(AugmentSpec spec, ImageSpec image) {
        this.spec = spec;
        this.image = image;
    }

    /** Whether the settings choose sizes. */
    boolean isOwn() {
        return spec.cropSide() > 0 || !spec.shortSides().isEmpty() || least() != 1 || most() != 1;
    }

    /** What the sides of a picture of so many pixels are multiplied by. */
    double choose(int width, int height, RandomGenerator random) {
        double side = spec.shortSides().isEmpty()
                ? 0
                : spec.shortSides().get(random.nextInt(spec.shortSides().size()));
        double jitter = Math.log(least()) + random.nextDouble() * (Math.log(most()) - Math.log(least()));
        return factor(width, height, side, Math.exp(jitter));
    }

    private double factor(int width, int height, double shortSide, double jitter) {
        int small = Math.min(width, height);
        int large = Math.max(width, height);
        if (spec.cropSide() > 0) {
            return jitter * spec.cropSide() / large;
        }
        double factor = shortSide > 0
                ? Math.min(shortSide / small, (double) spec.longSide() / large)
                : image.scale(width, height);
        return Math.min(jitter * factor, image.largestScale(width, height));
    }

    /**
     * The pixels of the largest network input that a picture becomes, without padding.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     */
    public double mostPixels(int width, int height) {
        if (spec.cropSide() > 0) {
            return (double) spec.cropSide() * spec.cropSide();
        }
        double side =
                spec.shortSides().stream().mapToInt(Integer::intValue).max().orElse(0);
        double factor = factor(width, height, side, most());
        return width * factor * height * factor;
    }

    private double least() {
        return spec.scale().get(0);
    }

    private double most() {
        return spec.scale().get(1);
    }
}

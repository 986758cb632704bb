package maskrcnn4j.training.augment;

import java.util.random.RandomGenerator;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.ImageSpec;

/** Changes training pictures at random; the same random numbers give the same picture. Thread-safe. */
public final class Augmenter {
    /** The mean of most photographs, which a network that subtracts the mean takes for nothing. */
    private static final int FILL = 114;

    private final AugmentSpec spec;
    private final Sizing sizing;
    private final PlacementChooser chooser;
    private final ImageWarp warp = new ImageWarp(FILL);

    /**
     * An augmenter of these settings.
     *
     * @param image how the network resizes pictures whose size the settings leave to it
     */
    public Augmenter(AugmentSpec spec, ImageSpec image) {
        this.spec = spec;
        sizing = new Sizing(spec, image);
        chooser = new PlacementChooser(spec, sizing);
    }

    /** Gives another picture of the data set, to take objects from. */
    @FunctionalInterface
    public interface Partner {
        /** Reads a picture, chosen by the random numbers. */
        TrainingPicture read(RandomGenerator random) throws java.io.IOException;
    }

    /**
     * Changes a picture.
     *
     * @param picture RGB, 8 bits
     * @throws java.io.IOException if the partner cannot be read
     */
    public TrainingPicture augment(TrainingPicture picture, Partner partner, RandomGenerator random)
            throws java.io.IOException {
        TrainingPicture moved = move(picture, random);
        if (spec.copyPaste() > 0 && random.nextDouble() < spec.copyPaste()) {
            moved = CopyPaste.paste(moved, move(partner.read(random), random), random);
        }
        return moved.withImage(recolour(moved.image(), random));
    }

    private TrainingPicture move(TrainingPicture picture, RandomGenerator random) {
        Image image = picture.image();
        Placement placement = chooser.choose(image.width(), image.height(), picture.objects(), random);
        TrainingPicture moved =
                placement.isIdentity(image.width(), image.height()) ? picture : place(picture, placement);
        return sizing.isOwn() ? moved.withScale(1) : moved;
    }

    /** Moves a picture and its objects. */
    TrainingPicture place(TrainingPicture picture, Placement placement) {
        return new TrainingPicture(
                warp.warp(picture.image(), placement),
                ObjectMover.move(picture.objects(), placement),
                ObjectMover.move(picture.crowds(), placement),
                picture.known(),
                picture.scale());
    }

    private Image recolour(Image image, RandomGenerator random) {
        Image changed = image;
        if (spec.brightness() > 0 || spec.contrast() > 0 || spec.saturation() > 0 || spec.hue() > 0) {
            changed = ColourMatrix.random(spec, changed, random).apply(changed);
        }
        if (spec.blur() > 0 && random.nextDouble() < spec.blur()) {
            changed = Softening.blur(changed, random);
        }
        return spec.noise() > 0 ? Softening.noise(changed, spec.noise(), random) : changed;
    }
}

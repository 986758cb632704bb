package maskrcnn4j.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.image.ImageTransform;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.training.setting.Changed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmenterTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;

    /** The rule of a network that takes the pictures below as they are. */
    private static final ImageSpec IMAGE = image(HEIGHT, WIDTH);

    /** A tip that is thinner than a pixel has none: the box of the pixels may end so much before that of the outline. */
    private static final double TIP = 3;

    /** Every kind of change that moves pixels, alone. */
    enum Change {
        FLIP,
        UPSIDE_DOWN,
        QUARTERS,
        SCALE,
        SHORT_SIDE,
        LARGE_SCALE,
        ROTATE,
        SHEAR,
        WINDOW,
        PASTE;

        AugmentSpec spec() {
            return new AugmentSpec(
                    this == FLIP ? 1 : 0,
                    this == UPSIDE_DOWN ? 1 : 0,
                    this == QUARTERS,
                    this == SHORT_SIDE ? List.of(100, 160) : List.of(),
                    200,
                    this == SCALE ? List.of(0.5, 2.0) : this == LARGE_SCALE ? List.of(0.5, 2.0) : List.of(1.0, 1.0),
                    this == LARGE_SCALE ? 128 : 0,
                    this == WINDOW ? 1 : 0,
                    this == ROTATE ? 45 : 0,
                    this == SHEAR ? 20 : 0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    this == PASTE ? 1 : 0);
        }
    }

    private static ImageSpec image(int shortSide, int longSide) {
        ImageSpec light = Presets.named("light").spec().image();
        return light.withResize(light.resize().withSides(shortSide, longSide));
    }

    /** Black, with a red triangle of outlines and a green disc of pixels. */
    private static TrainingPicture picture() {
        double[] triangle = {10, 60, 40, 62, 22, 20};
        Rle red = Polygons.rasterize(HEIGHT, WIDTH, List.of(triangle));
        byte[] disc = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                disc[y * WIDTH + x] = (byte) (Math.hypot(x - 66, y - 30) < 17 ? 1 : 0);
            }
        }
        Rle green = Rle.fromBitmap(HEIGHT, WIDTH, disc);
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        red.forEachRun((x, y1, y2) -> paint(rgb, x, y1, y2, 0));
        green.forEachRun((x, y1, y2) -> paint(rgb, x, y1, y2, 1));
        return new TrainingPicture(
                Image.ofRgb(WIDTH, HEIGHT, rgb),
                List.of(
                        new TargetObject(
                                1, new Box(10, 20, 40, 62), Optional.of(new TargetMask.Outlines(List.of(triangle)))),
                        new TargetObject(2, green.boundingBox(), Optional.of(new TargetMask.Pixels(green)))));
    }

    private static void paint(byte[] rgb, int x, int y1, int y2, int channel) {
        for (int y = y1; y < y2; y++) {
            rgb[3 * (y * WIDTH + x) + channel] = (byte) 255;
        }
    }

    private static Rle pixels(TargetObject object, Image image) {
        return object.mask().orElseThrow() instanceof TargetMask.Outlines outlines
                ? Polygons.rasterize(image.height(), image.width(), outlines.rings())
                : ((TargetMask.Pixels) object.mask().get()).pixels();
    }

    /** The pixels whose channel is more than half on. */
    private static Rle coloured(Image image, int channel) {
        byte[] on = new byte[image.width() * image.height()];
        for (int i = 0; i < on.length; i++) {
            int x = i % image.width();
            int y = i / image.width();
            on[i] = (byte) (image.sample(x, y, channel) > 127 && image.sample(x, y, 1 - channel) < 100 ? 1 : 0);
        }
        return Rle.fromBitmap(image.height(), image.width(), on);
    }

    @ParameterizedTest
    @EnumSource
    void masksAndBoxesStayOnTheirPixels(Change change) throws Exception {
        Augmenter augmenter = new Augmenter(change.spec(), IMAGE);
        SplittableRandom random = new SplittableRandom(5);
        int changed = 0;
        for (int i = 0; i < 20; i++) {
            TrainingPicture after = augmenter.augment(picture(), any -> picture(), random);
            changed += after.image().equals(picture().image()) ? 0 : 1;
            for (int label = 1; label <= 2; label++) {
                int wanted = label;
                Rle mask = Rle.empty(after.image().height(), after.image().width());
                List<TargetObject> ofLabel = new ArrayList<>(after.objects());
                ofLabel.removeIf(object -> object.label() != wanted);
                for (TargetObject object : ofLabel) {
                    Rle one = pixels(object, after.image());
                    mask = mask.union(one);
                    Box tight = one.boundingBox();
                    assertThat(object.box().x1()).isCloseTo(tight.x1(), within(TIP));
                    assertThat(object.box().y1()).isCloseTo(tight.y1(), within(TIP));
                    assertThat(object.box().x2()).isCloseTo(tight.x2(), within(TIP));
                    assertThat(object.box().y2()).isCloseTo(tight.y2(), within(TIP));
                }
                Rle seen = coloured(after.image(), label - 1);
                double larger = Math.max(mask.area(), seen.area());
                assertThat(larger - mask.intersectionArea(seen))
                        .as("%s, picture %d, label %d", change, i, label)
                        .isLessThanOrEqualTo(12 + 0.08 * larger);
            }
        }
        assertThat(changed).isGreaterThan(9);
    }

    @Test
    void anObjectThatIsCutAwayIsGoneAndOneThatIsCutKeepsItsVisibleBox() {
        Placement window = Placement.identity(WIDTH, HEIGHT).cut(30, 0, 40, HEIGHT);
        TrainingPicture cut = new Augmenter(AugmentSpec.NONE, IMAGE).place(picture(), window);

        assertThat(cut.objects()).hasSize(2);
        assertThat(cut.objects().get(0).box().x1()).isZero();
        assertThat(cut.objects().get(1).box().x2()).isEqualTo(40);
        Placement corner = Placement.identity(WIDTH, HEIGHT).cut(0, 0, 30, 15);
        assertThat(new Augmenter(AugmentSpec.NONE, IMAGE)
                        .place(picture(), corner)
                        .objects())
                .isEmpty();
    }

    @Test
    void colourBlurAndNoiseLeaveObjectsAlone() throws Exception {
        AugmentSpec spec = new AugmentSpec(
                0, 0, false, List.of(), 1333, List.of(1.0, 1.0), 0, 0, 0, 0, 0.3, 0.3, 0.3, 20, 1, 10, 0);
        TrainingPicture before = picture();
        TrainingPicture after = new Augmenter(spec, IMAGE).augment(before, any -> before, new SplittableRandom(1));

        assertThat(after.objects()).isEqualTo(before.objects());
        assertThat(after.image()).isNotEqualTo(before.image());
    }

    @Test
    void theNetworkSeesTheSizeThatWasChosen() throws Exception {
        ImageSpec twice = image(2 * HEIGHT, 2 * WIDTH);
        AugmentSpec sides = Changed.of(AugmentSpec.NONE, Map.of("shortSides", List.of(36, 54)));
        AugmentSpec jitter = Changed.of(AugmentSpec.NONE, Map.of("scale", List.of(0.75, 0.75)));
        AugmentSpec crop = Changed.of(AugmentSpec.NONE, Map.of("scale", List.of(0.5, 1.5), "cropSide", 64));
        assertThat(inputs(sides, twice)).containsExactlyInAnyOrder(List.of(36, 48), List.of(54, 72));
        assertThat(inputs(jitter, twice)).containsExactly(List.of(3 * HEIGHT / 2, 3 * WIDTH / 2));
        assertThat(inputs(crop, twice)).containsExactly(List.of(64, 64));
        assertThat(inputs(AugmentSpec.STANDARD, twice)).containsExactly(List.of(2 * HEIGHT, 2 * WIDTH));
        assertThat(inputs(Changed.of(AugmentSpec.NONE, Map.of("rotate", 30.0)), twice))
                .containsExactly(List.of(2 * HEIGHT, 2 * WIDTH));
    }

    /** The heights and widths of the network's inputs, without padding. */
    private static Set<List<Integer>> inputs(AugmentSpec spec, ImageSpec image) throws Exception {
        Augmenter augmenter = new Augmenter(spec, image);
        ImageTransform transform = new ImageTransform(image, Device.CPU, ElementType.FLOAT32);
        Set<List<Integer>> sizes = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            TrainingPicture after = augmenter.augment(picture(), any -> picture(), new SplittableRandom(i));
            ResizedImage size = after.scale().isPresent()
                    ? transform.size(after.image(), after.scale().getAsDouble())
                    : transform.size(after.image());
            sizes.add(List.of(size.height(), size.width()));
        }
        return sizes;
    }

    @Test
    void aSquareFrameHoldsTheLargestPicture() {
        ImageSpec framed = Presets.named("matterport-r50").spec().image();
        Sizing sizing = new Sizing(Changed.of(AugmentSpec.NONE, Map.of("scale", List.of(0.5, 2.0))), framed);
        double least = 10;
        double most = 0;
        for (int i = 0; i < 200; i++) {
            double factor = sizing.choose(640, 480, new SplittableRandom(i));
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(most).isEqualTo(1024.0 / 640);
        assertThat(least).isBetween(0.5 * 1024 / 640, 0.6 * 1024 / 640);
    }
}

package maskrcnn4j.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TrainingPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmenterTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;

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
        Augmenter augmenter = new Augmenter(change.spec());
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
        TrainingPicture cut = new Augmenter(AugmentSpec.NONE).place(picture(), window);

        assertThat(cut.objects()).hasSize(2);
        assertThat(cut.objects().get(0).box().x1()).isZero();
        assertThat(cut.objects().get(1).box().x2()).isEqualTo(40);
        Placement corner = Placement.identity(WIDTH, HEIGHT).cut(0, 0, 30, 15);
        assertThat(new Augmenter(AugmentSpec.NONE).place(picture(), corner).objects())
                .isEmpty();
    }

    @Test
    void colourBlurAndNoiseLeaveObjectsAlone() throws Exception {
        AugmentSpec spec = new AugmentSpec(
                0, 0, false, List.of(), 1333, List.of(1.0, 1.0), 0, 0, 0, 0, 0.3, 0.3, 0.3, 20, 1, 10, 0);
        TrainingPicture before = picture();
        TrainingPicture after = new Augmenter(spec).augment(before, any -> before, new SplittableRandom(1));

        assertThat(after.objects()).isEqualTo(before.objects());
        assertThat(after.image()).isNotEqualTo(before.image());
    }
}

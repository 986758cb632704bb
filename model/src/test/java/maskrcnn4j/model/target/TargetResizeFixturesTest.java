package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.MaskResizer;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.image.ImageTransform;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.spec.TrainingSpec.MaskTarget;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedObject;
import maskrcnn4j.testing.formula.Recorded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Masks and boxes of the objects move with their picture, to the pixel, as in both families. */
@Tag("fixtures")
class TargetResizeFixturesTest {
    @Test
    void masksAndBoxesAreResizedLikeTorchvisionDoes() {
        for (Path path : FixtureFile.list("fixtures/torchvision", "op-resize.json")) {
            JsonNode cases = FixtureFile.read(path).root().path("values");
            assertThat(cases).isNotEmpty();
            for (JsonNode node : cases) {
                long[] shape = FixtureFile.longs(node.path("input").path("shape"));
                ResizeRule rule = new ResizeRule(
                        node.path("minSize").asInt(),
                        node.path("maxSize").asInt(),
                        ResizeRule.Rounding.DOWN,
                        ResizeRule.Filter.BILINEAR);
                double[] box = FixtureFile.doubles(node.path("boxes").path("data"));
                JsonNode mask = node.path("resizedMask");
                PaintedObject object = PaintedObject.read(node.path("object"));
                assertThat(object.maskBox((int) shape[1], (int) shape[2]))
                        .isEqualTo(
                                Arrays.stream(box).mapToInt(side -> (int) side).toArray());
                PictureTargets moved =
                        move(object, box, (int) shape[1], (int) shape[2], rule, MaskResizer.Nearest.FLOOR);
                requireMask(moved, FixtureFile.longs(mask.path("shape")), mask.path("counts"));
                assertThat(pixels(moved).area()).isEqualTo(mask.path("area").asLong());
                Recorded boxes = FixtureFile.recorded(path + " boxes", node.path("resizedBoxes"));
                boxes.requireClose(boxes.shape(), moved.boxes().toArray());
            }
        }
    }

    @Test
    void masksAndBoxesAreResizedLikeDetectron2Does() {
        for (Path path : FixtureFile.list("fixtures/detectron2", "op-resize.json")) {
            JsonNode cases = FixtureFile.read(path).root().path("values");
            assertThat(cases).isNotEmpty();
            for (JsonNode node : cases) {
                JsonNode image = node.path("image");
                ResizeRule rule = new ResizeRule(
                        node.path("shortEdge").asInt(),
                        node.path("longEdge").asInt(),
                        ResizeRule.Rounding.HALF_UP,
                        ResizeRule.Filter.ANTIALIASED_BYTES);
                PictureTargets moved = move(
                        PaintedObject.read(node.path("object")),
                        FixtureFile.doubles(node.path("box")),
                        image.path("height").asInt(),
                        image.path("width").asInt(),
                        rule,
                        MaskResizer.Nearest.CENTRE);
                requireMask(moved, FixtureFile.longs(node.path("resized")), node.path("maskCounts"));
                assertThat(pixels(moved).area()).isEqualTo(node.path("maskArea").asLong());
                assertThat(moved.boxes().toArray())
                        .as(path + " " + image)
                        .isEqualTo(FixtureFile.floats(node.path("resizedBox")));
            }
        }
    }

    private static PictureTargets move(
            PaintedObject object, double[] box, int height, int width, ResizeRule rule, MaskResizer.Nearest nearest) {
        ImageSpec spec = new ImageSpec(
                ImageSpec.ChannelOrder.RGB, 8, 1, Collections.nCopies(3, 0.0), Collections.nCopies(3, 1.0), rule, 0);
        Image picture = Image.ofRgb(width, height, new byte[3 * height * width]);
        ResizedImage size = new ImageTransform(spec, Device.CPU, ElementType.FLOAT32).size(picture);
        TargetMask mask = new TargetMask.Pixels(Rle.fromBitmap(height, width, object.bitmap(height, width)));
        TargetObject target = new TargetObject(1, new Box(box[0], box[1], box[2], box[3]), Optional.of(mask));
        return new ResizedTruths(MaskTarget.SOFT, nearest)
                .place(new TrainingPicture(picture, List.of(target)), size, new SplittableRandom(1));
    }

    private static void requireMask(PictureTargets moved, long[] size, JsonNode counts) {
        assertThat(new long[] {pixels(moved).height(), pixels(moved).width()}).isEqualTo(size);
        assertThat(Arrays.stream(pixels(moved).counts()).asLongStream().toArray())
                .isEqualTo(FixtureFile.longs(counts));
    }

    private static Rle pixels(PictureTargets moved) {
        return ((TargetMask.Pixels) moved.masks().get(0).orElseThrow()).pixels();
    }
}

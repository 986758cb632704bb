package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiledSegmenterTest {
    private static final LoadOptions FLOAT32 = TestDevice.load().withPrecision(Precision.FLOAT32);

    @TempDir
    private Path folder;

    private MaskRcnn tiny() throws IOException {
        return MaskRcnn.load(TinyModel.write(folder), FLOAT32);
    }

    @Test
    void aPictureOfOneTileGivesWhatTheModelGivesAtFullScale() throws IOException {
        try (MaskRcnn model = tiny()) {
            Image picture = TinyModel.picture(100, 80, 1);
            Segmentation tiled = new TiledSegmenter(model, 128, 0.25).segment(picture);
            Segmentation plain = model.segment(picture, SegmentOptions.DEFAULT.withScale(1));
            assertThat(tiled.detections()).isNotEmpty();
            assertThat(tiled.stream().map(TiledSegmenterTest::facts))
                    .containsExactlyInAnyOrderElementsOf(
                            plain.stream().map(TiledSegmenterTest::facts).toList());
        }
    }

    private static List<Object> facts(Detection found) {
        return List.of(found.label(), found.score(), found.box(), found.mask());
    }

    @Test
    void atFullScaleThePictureEntersTheNetworkPixelByPixel() throws IOException {
        List<long[]> shapes = new ArrayList<>();
        StageObserver observer = new StageObserver() {
            @Override
            public void tensor(String name, Tensor value) {
                if (name.equals("input")) {
                    shapes.add(value.shape());
                }
            }
        };
        try (MaskRcnn model = tiny()) {
            model.segment(List.of(TinyModel.picture(100, 80, 1)), SegmentOptions.DEFAULT.withScale(1), observer);
        }
        assertThat(shapes).containsExactly(new long[] {1, 3, 80, 100});
    }

    @Test
    void masksAndBoxesStandInTheWholePicture() throws IOException {
        try (MaskRcnn model = tiny()) {
            Image picture = TinyModel.picture(300, 220, 2);
            List<Integer> told = new ArrayList<>();
            TiledSegmenter segmenter = new TiledSegmenter(model, 96, 0.25);
            Segmentation found = segmenter.segment(picture, SegmentOptions.DEFAULT, (tiles, of) -> told.add(tiles));
            assertThat(told).hasSize(segmenter.tiles(300, 220)).endsWith(told.size());
            assertThat(found.width()).isEqualTo(300);
            assertThat(found.stream().map(Detection::score)).isSortedAccordingTo(java.util.Comparator.reverseOrder());
            assertThat(found.stream().filter(one -> one.box().x1() > 150)).isNotEmpty();
            for (Detection one : found) {
                assertThat(one.mask().width()).isEqualTo(300);
                assertThat(one.mask().height()).isEqualTo(220);
                // Pasting lays a frame around the box, a pixel wide.
                Box framed = new Box(
                        one.box().x1() - 2,
                        one.box().y1() - 2,
                        one.box().x2() + 2,
                        one.box().y2() + 2);
                Box tight = one.mask().boundingBox();
                assertThat(tight.intersect(framed).area()).isEqualTo(tight.area());
            }
        }
    }

    @Test
    void impossibleTilesAreRefused() throws IOException {
        try (MaskRcnn model = tiny()) {
            assertThatThrownBy(() -> new TiledSegmenter(model, 63, 0.25))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tile is 63: it must be from 64 to 8192 pixels");
            assertThatThrownBy(() -> new TiledSegmenter(model, 640, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("overlap is 1.0: it must be from 0.05 to 0.9");
        }
    }

    /** A real photo in a picture twelve thousand pixels wide: its objects are the size that a coin has in a field. */
    @Test
    @Tag("fixtures")
    void whatThePhotoAloneShowsIsFoundInAPictureOfTwelveThousandPixels() throws IOException {
        Path weights = Shared.require("data/mask2go");
        Path photos = Shared.require("data/coco-mini/val2017");
        try (MaskRcnn model = MaskRcnn.load(weights, FLOAT32)) {
            int offset = 5000 + 333;
            int objects = 0;
            int recovered = 0;
            int shrunk = 0;
            for (Image photo : someOf(photos, 4)) {
                Image large = pasted(photo, 12_000, photo.height(), offset);
                List<Detection> alone = sure(model.segment(photo, SegmentOptions.DEFAULT.withScale(1)), photo);
                Segmentation tiled = new TiledSegmenter(model, 640, 0.25).segment(large);
                Segmentation whole = model.segment(large);
                for (Detection one : alone) {
                    objects++;
                    recovered += isIn(tiled, one, offset) ? 1 : 0;
                    shrunk += isIn(whole, one, offset) ? 1 : 0;
                }
            }
            assertThat(objects).isPositive();
            // Not all: single books of a shelf come and go with what else the network sees.
            assertThat(recovered).isGreaterThanOrEqualTo((int) Math.ceil(0.75 * objects));
            assertThat(shrunk).isLessThan(recovered / 2);
        }
    }

    private static List<Image> someOf(Path photos, int count) throws IOException {
        try (Stream<Path> files = Files.list(photos)) {
            List<Image> images = new ArrayList<>();
            for (Path file : files.sorted().limit(count).toList()) {
                images.add(Images.read(file));
            }
            return images;
        }
    }

    private static Image pasted(Image photo, int width, int height, int x) {
        byte[] rgb = new byte[3 * width * height];
        java.util.Arrays.fill(rgb, (byte) 120);
        for (int row = 0; row < photo.height(); row++) {
            photo.copyRow(row, rgb, 3 * (row * width + x));
        }
        return Image.ofRgb(width, height, rgb);
    }

    /** Those that the frame does not cut off: what stands at the frame looks different with grey beside it. */
    private static List<Detection> sure(Segmentation found, Image photo) {
        return found.stream()
                .filter(one ->
                        one.score() > 0.9 && one.box().x1() > 8 && one.box().x2() < photo.width() - 8)
                .toList();
    }

    private static boolean isIn(Segmentation found, Detection one, int offset) {
        Box box = one.box();
        Box moved = new Box(box.x1() + offset, box.y1(), box.x2() + offset, box.y2());
        return found.stream()
                .anyMatch(other ->
                        other.label().equals(one.label()) && other.box().iou(moved) > 0.6);
    }
}

package maskrcnn4j.training.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapesTest {
    private final ShapesGenerator generator = new ShapesGenerator(7, ShapesSpec.DEFAULT);

    @Test
    void aPictureDependsOnSeedAndNumberAlone() {
        ShapesPicture picture = generator.picture(12);
        ShapesGenerator again = new ShapesGenerator(7, ShapesSpec.DEFAULT);
        again.picture(3);

        assertThat(again.picture(12)).isEqualTo(picture);
        assertThat(again.objects(12)).isEqualTo(picture.objects());
        assertThat(generator.picture(13)).isNotEqualTo(picture);
        assertThat(new ShapesGenerator(8, ShapesSpec.DEFAULT).picture(12)).isNotEqualTo(picture);
    }

    @Test
    void picturesHoldOneToSixObjectsOfAllKindsThatTouchAndCoverEachOther() {
        Set<ShapeKind> kinds = new HashSet<>();
        Set<Integer> counts = new HashSet<>();
        int near = 0;
        for (int i = 0; i < 200; i++) {
            List<ShapesPicture.Shape> objects = generator.objects(i);
            counts.add(objects.size());
            Rle all = Rle.empty(128, 128);
            for (ShapesPicture.Shape shape : objects) {
                kinds.add(shape.kind());
                Box box = shape.visible().boundingBox();
                assertThat(Math.max(box.width(), box.height())).isBetween(7.0, 65.0);
                assertThat(shape.visible().intersectionArea(all)).isZero();
                Box wide = new Box(box.x1() - 1, box.y1() - 1, box.x2() + 1, box.y2() + 1);
                near += all.intersectionArea(Rle.ofBox(128, 128, wide)) > 0 ? 1 : 0;
                all = all.union(shape.visible());
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(ShapeKind.values());
        assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(near).isGreaterThan(100);
    }

    @Test
    void theWrittenFolderIsReadAsTheSameDataSet(@TempDir Path folder) throws Exception {
        ShapesDataset train = new ShapesDataset(generator, 0, 3);
        ShapesDataset val = new ShapesDataset(generator, 3, 2);
        ShapesDataset.write(folder, List.of("train", "val"), List.of(train, val));

        Dataset read = DatasetFormats.recognise(folder).read(folder, ReadOptions.DEFAULT.withSplit("val"));

        assertThat(read.size()).isEqualTo(2);
        assertThat(read.categories()).isEqualTo(val.dataset().categories());
        assertThat(Images.read(read.sample(1).imagePath())).isEqualTo(val.read(1));
        assertThat(read.instances().count()).isEqualTo(val.dataset().instances().count());
        for (int i = 0; i < read.instances().count(); i++) {
            int[] expected = new int[4096];
            int[] actual = new int[4096];
            int count = val.dataset().instances().spans(i, expected, 0);
            assertThat(read.instances().spans(i, actual, 0)).isEqualTo(count);
            assertThat(actual).isEqualTo(expected);
        }
    }
}

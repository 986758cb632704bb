package maskrcnn4j.dataset.cityscapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityscapesFormatTest {
    @TempDir
    Path folder;

    private void write(int... ids) throws IOException {
        String name = "val/town/town_000000_000019";
        Images.write(
                Image.ofRgb(ids.length, 1, new byte[3 * ids.length]),
                folder.resolve("leftImg8bit/" + name + "_leftImg8bit.png"));
        LabelImages.writeGrey16(
                new LabelImage(ids.length, 1, ids), folder.resolve("gtFine/" + name + "_gtFine_instanceIds.png"));
    }

    @Test
    void objectsAreTakenGroupsAreCrowdsAndTheRestIsBackground() throws IOException {
        write(7, 26001, 26, 24000, 0, 29003, 3, 33999, 21);

        Dataset dataset = new CityscapesFormat().read(folder, ReadOptions.DEFAULT);

        assertThat(dataset.sample(0).imagePath()).exists();
        assertThat(dataset.sample(0).instances())
                .extracting(instance -> instance.category().name() + (instance.crowd() ? " group" : ""))
                .containsExactly("car group", "person", "car", "bicycle");
    }

    @Test
    void otherClassesWithInstancesCanBeChosen() throws IOException {
        write(7, 26001, 26, 24000, 0, 29003, 3, 33999, 21);

        Dataset dataset =
                new CityscapesFormat().read(folder, ReadOptions.DEFAULT.withClasses(List.of("caravan", "car")));

        assertThat(dataset.categories()).containsExactly(new Category(29, "caravan"), new Category(26, "car"));
        assertThat(dataset.instances().count()).isEqualTo(3);
    }

    @Test
    void aClassWithoutInstancesIsRefusedByName() throws IOException {
        write(7);

        assertThatThrownBy(() -> new CityscapesFormat().read(folder, ReadOptions.DEFAULT.withClasses(List.of("road"))))
                .hasMessageContaining("class 'road' has no instances in Cityscapes")
                .hasMessageContaining("bicycle");
    }

    /** The pixels of a class are those of its objects and its groups, as the picture of classes has them. */
    @Test
    @Tag("fixtures")
    void theObjectsOfAClassCoverItsPixels() throws IOException {
        Path root = Shared.require("data/cityscapes-format");
        CityscapesFormat format = new CityscapesFormat();
        int objects = 0;
        for (String split : format.splits(root)) {
            Dataset dataset = format.read(root, ReadOptions.DEFAULT.withSplit(split));
            for (Sample sample : dataset.samples()) {
                Path labels = root.resolve("gtFine")
                        .resolve(sample.fileName().replace("_leftImg8bit.png", "_gtFine_labelIds.png"));
                Map<Integer, Rle> classes = LabelImages.read(labels).masks();
                for (Category category : dataset.categories()) {
                    Rle covered = Rle.empty(sample.height(), sample.width());
                    for (Instance instance : sample.instances()) {
                        if (instance.category().equals(category)) {
                            Rle mask = InstanceMasks.rasterize(instance.mask(), sample.height(), sample.width());
                            assertThat(covered.intersectionArea(mask)).isZero();
                            covered = covered.union(mask);
                            objects++;
                        }
                    }
                    Rle expected =
                            classes.getOrDefault((int) category.id(), Rle.empty(sample.height(), sample.width()));
                    assertThat(covered)
                            .as(sample.fileName() + " " + category.name())
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(objects).isPositive();
    }
}

package maskrcnn4j.dataset.idpng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.formats.CocoFolderFormat;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskPicturesTest {
    private static final Rle LEFT = Rle.ofCounts(2, 3, 0, 2, 4);
    private static final Rle RIGHT = Rle.ofCounts(2, 3, 4, 2);

    @TempDir
    Path folder;

    private void picture(String name) throws IOException {
        Images.write(Image.ofRgb(3, 2, new byte[18]), folder.resolve(name));
    }

    private void mask(String name, int... ids) throws IOException {
        LabelImages.writeGrey(new LabelImage(3, 2, ids), folder.resolve(name));
    }

    private static List<Rle> masks(Sample sample) {
        return sample.instances().stream()
                .map(Instance::mask)
                .map(mask -> InstanceMasks.rasterize(mask, sample.height(), sample.width()))
                .toList();
    }

    @Test
    void everyNumberIsAnObjectInWhicheverLayout() throws IOException {
        for (String[] layout : new String[][] {
            {"one/PNGImages/a.png", "one/PedMasks/a_mask.png"},
            {"two/images/a.png", "two/masks/a.png"},
            {"three/a.png", "three/a_mask.png"}
        }) {
            picture(layout[0]);
            mask(layout[1], 700, 0, 3, 700, 0, 3);
            Path set = folder.resolve(layout[0].substring(0, layout[0].indexOf('/')));

            assertThat(DatasetFormats.recognise(set)).isInstanceOf(IdPngFormat.class);
            Dataset dataset = new IdPngFormat().read(set, ReadOptions.DEFAULT.withClasses(List.of("cell")));
            assertThat(masks(dataset.sample(0))).containsExactly(RIGHT, LEFT);
            assertThat(dataset.instance(0).category().name()).isEqualTo("cell");
            assertThat(dataset.sample(0).imagePath()).exists();
        }
    }

    @Test
    void twoClassesCanNotBeChosen() throws IOException {
        picture("images/a.png");
        mask("masks/a.png", 1, 0, 0, 0, 0, 0);

        assertThatThrownBy(() -> new IdPngFormat().read(folder, ReadOptions.DEFAULT.withClasses(List.of("a", "b"))))
                .hasMessageContaining("a, b");
    }

    @Test
    void aPictureWithoutItsMaskIsToldAndLeftOut() throws IOException {
        picture("images/a.png");
        picture("images/b.png");
        mask("masks/a.png", 1, 0, 0, 0, 0, 0);
        List<ReadProblem> problems = new ArrayList<>();

        Dataset dataset = new IdPngFormat().read(folder, ReadOptions.DEFAULT.withProblems(problems::add));

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.exception()).hasMessageContaining("b.png"));
    }

    @Test
    void aMaskForEachObjectIsWhatIsNotBlack() throws IOException {
        picture("id1/images/id1.png");
        mask("id1/masks/x.png", 255, 0, 0, 255, 0, 0);
        mask("id1/masks/y.png", 0, 0, 1, 0, 0, 255);
        picture("id2/images/id2.png");
        mask("id2/masks/z.png", 255, 0, 0, 255, 0, 0);

        assertThat(DatasetFormats.recognise(folder)).isInstanceOf(MaskPerObjectFormat.class);
        Dataset dataset = new MaskPerObjectFormat().read(folder, ReadOptions.DEFAULT);
        assertThat(masks(dataset.sample(0))).containsExactly(LEFT, RIGHT);
        assertThat(masks(dataset.sample(1))).containsExactly(LEFT);
    }

    @Test
    @Tag("fixtures")
    void theNucleiHaveTheSameMasksAsPicturesAndAsCoco() throws IOException {
        Path nuclei = Shared.require("data/nuclei");
        Map<String, List<Rle>> pictures = byStem(new IdPngFormat().read(nuclei, ReadOptions.DEFAULT));
        Map<String, List<Rle>> coco = byStem(new CocoFolderFormat().read(nuclei, ReadOptions.DEFAULT));

        assertThat(coco).isNotEmpty();
        assertThat(pictures).isEqualTo(coco);
    }

    private static Map<String, List<Rle>> byStem(Dataset dataset) {
        Map<String, List<Rle>> masks = new java.util.TreeMap<>();
        for (Sample sample : dataset.samples()) {
            masks.put(PictureFiles.stem(sample.imagePath()), masks(sample));
        }
        return masks;
    }
}

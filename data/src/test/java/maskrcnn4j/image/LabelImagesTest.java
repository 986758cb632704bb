package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelImagesTest {
    @TempDir
    Path folder;

    @Test
    void grey_ids_come_back_with_eight_and_sixteen_bits() throws IOException {
        Path file = folder.resolve("ids.png");
        LabelImage small = new LabelImage(3, 2, new int[] {0, 1, 2, 255, 254, 7});
        LabelImages.writeGrey(small, file);
        assertThat(LabelImages.read(file)).isEqualTo(small);
        LabelImage large = new LabelImage(3, 2, new int[] {0, 26001, 24000, 65535, 256, 7});
        LabelImages.writeGrey(large, file);
        assertThat(LabelImages.read(file)).isEqualTo(large);
        LabelImages.writeGrey16(small, file);
        assertThat(LabelImages.read(file)).isEqualTo(small);
        assertThat(Images.read(file, ReadOptions.DEFAULT.keeping16Bit()).bitDepth())
                .isEqualTo(16);
    }

    @Test
    void palette_pictures_give_indices_not_colours() throws IOException {
        Path file = folder.resolve("voc.png");
        LabelImage labels = new LabelImage(4, 1, new int[] {0, 1, 15, 255});
        LabelImages.writePalette(labels, file);
        assertThat(LabelImages.read(file)).isEqualTo(labels);
        Image shown = Images.read(file);
        assertThat(shown.sample(1, 0, 0)).isEqualTo(128);
        assertThat(shown.sample(2, 0, 2)).isEqualTo(128);
        assertThat(shown.sample(3, 0, 1)).isEqualTo(224);
    }

    @Test
    void colours_are_ids_in_base_256() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xff0000);
        Path file = Files.write(folder.resolve("rgb.png"), ImagesTest.encode(image, "png"));
        assertThat(LabelImages.read(file).ids()).containsExactly(1 + 2 * 256 + 3 * 65536, 255);
    }

    @Test
    void one_bit_masks_give_0_and_1() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xffffff);
        Path file = Files.write(folder.resolve("bits.png"), ImagesTest.encode(image, "png"));
        assertThat(LabelImages.read(file).ids()).containsExactly(0, 1, 0);
    }

    @Test
    void masks_of_all_ids_are_found_in_one_pass() {
        LabelImage labels = new LabelImage(3, 2, new int[] {0, 5, 5, 0, 0, 9});
        assertThat(labels.masks()).hasSize(3).containsEntry(5, Rle.fromBitmap(2, 3, new byte[] {0, 1, 1, 0, 0, 0}));
        assertThat(labels.mask(9).counts()).containsExactly(5, 1);
        assertThat(labels.mask(4)).isEqualTo(Rle.empty(2, 3));
    }

    @Test
    void other_formats_and_ids_that_do_not_fit_are_refused() throws IOException {
        Path jpeg = folder.resolve("ids.jpg");
        Images.write(ImagesTest.ramp(4, 4), jpeg);
        assertThatThrownBy(() -> LabelImages.read(jpeg))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("ids.jpg is a JPEG");
        LabelImage large = new LabelImage(1, 1, new int[] {65536});
        assertThatThrownBy(() -> LabelImages.writeGrey(large, folder.resolve("x.png")))
                .hasMessageContaining("x.png cannot hold the id 65536");
        LabelImage middle = new LabelImage(1, 1, new int[] {256});
        assertThatThrownBy(() -> LabelImages.writePalette(middle, folder.resolve("x.png")))
                .hasMessageContaining("ids of such a file are 0 to 255");
        assertThat(folder.resolve("x.png")).doesNotExist();
    }
}

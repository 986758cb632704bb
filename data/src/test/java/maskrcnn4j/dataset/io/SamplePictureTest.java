package maskrcnn4j.dataset.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture stored 40 x 24 that asks to be turned by a quarter. */
class SamplePictureTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeTurnedPicture() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(Images.toBufferedImage(Image.ofRgb(40, 24, new byte[3 * 40 * 24])), "jpeg", jpeg);
        byte[] stored = jpeg.toByteArray();
        // APP1 with a little-endian TIFF of one entry: orientation (0x112), a short, once, 6.
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
            0
        };
        try (var out = Files.newOutputStream(folder.resolve("turned.jpg"))) {
            out.write(stored, 0, 2);
            out.write(exif);
            out.write(stored, 2, stored.length - 2);
        }
    }

    private Sample sample(String file, int width, int height) {
        DatasetBuilder builder = new DatasetBuilder("test", folder);
        builder.addSample(7, file, width, height);
        return builder.build().sample(0);
    }

    @Test
    void withoutAStatedSizeOrWithThatOfTheUprightPictureItIsTurned() throws IOException {
        for (Sample sample : new Sample[] {sample("turned.jpg", 0, 0), sample("turned.jpg", 24, 40)}) {
            SamplePicture picture = SamplePicture.read(sample, ReadOptions.DEFAULT);
            assertThat(picture.image().width()).isEqualTo(24);
            assertThat(picture.asStored()).isFalse();
        }
    }

    @Test
    void withTheSizeBeforeTurningItStaysAsStored() throws IOException {
        SamplePicture picture = SamplePicture.read(sample("turned.jpg", 40, 24), ReadOptions.DEFAULT);
        assertThat(picture.image().width()).isEqualTo(40);
        assertThat(picture.asStored()).isTrue();
    }

    @Test
    void anotherSizeIsRefusedWithBothSizes() {
        assertThatThrownBy(() -> SamplePicture.read(sample("turned.jpg", 41, 24), ReadOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("turned.jpg: is of 24x40 pixels, but its data set states 41x24");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> SamplePicture.read(sample("none.jpg", 1, 1), ReadOptions.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.jpg does not exist");
        assertThatThrownBy(() -> SamplePicture.read(sample("", 1, 1), ReadOptions.DEFAULT))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("image 7 names no picture file");
    }
}

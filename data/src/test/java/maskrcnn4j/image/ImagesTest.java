package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void formats_without_loss_give_every_pixel(String format) throws IOException {
        Image ramp = ramp(37, 23);
        assertThat(Images.read(encode(Images.toBufferedImage(ramp), format))).isEqualTo(ramp);
    }

    @Test
    void interlaced_png_gives_every_pixel() throws IOException {
        Image ramp = ramp(37, 23);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(Images.toBufferedImage(ramp), null, null), param);
        }
        assertThat(Images.read(out.toByteArray())).isEqualTo(ramp);
    }

    @Test
    void webp_without_loss_gives_every_pixel() throws IOException {
        Image picture = Images.read(resource("ramp-lossless.webp"));
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 20; x++) {
                assertPixel(picture, x, y, 0, x * 12, y * 20, 255 - x * 6 - y * 8);
            }
        }
    }

    @Test
    void webp_with_loss_comes_close() throws IOException {
        assertPixel(Images.read(resource("ramp-lossy.webp")), 10, 6, 12, 120, 120, 147);
    }

    @Test
    void sixteen_bits_become_eight_by_rounding_or_stay() throws IOException {
        BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        int[] values = {0, 128, 129, 65535};
        for (int x = 0; x < 4; x++) {
            grey.getRaster().setSample(x, 0, 0, values[x]);
        }
        byte[] png = encode(grey, "png");
        Image narrow = Images.read(png);
        assertThat(narrow.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 1, 1, 1, -1, -1, -1}));
        Image wide = Images.read(png, ReadOptions.DEFAULT.keeping16Bit());
        assertThat(wide.bitDepth()).isEqualTo(16);
        assertThat(wide.sample(1, 0, 2)).isEqualTo(128);
        assertThat(wide.to8Bit()).isEqualTo(narrow);
    }

    @Test
    void alpha_is_dropped_not_blended() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x10c86432);
        assertPixel(Images.read(encode(image, "png")), 0, 0, 0, 200, 100, 50);
        assertPixel(Images.read(image), 0, 0, 0, 200, 100, 50);
    }

    @Test
    void grey_is_repeated_without_gamma() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 77);
        assertPixel(Images.read(encode(image, "png")), 0, 0, 0, 77, 77, 77);
        assertPixel(Images.read(encode(image, "jpeg")), 0, 0, 1, 77, 77, 77);
        assertPixel(Images.read(image), 0, 0, 0, 77, 77, 77);
    }

    @ParameterizedTest
    @CsvSource({"cmyk.jpg, 0 0 100, 94 94 100, 179 173 100", "ycck.jpg, 200 165 200, 106 104 117, 21 46 0"})
    void four_colour_jpegs_become_rgb(String name, String first, String middle, String last) throws IOException {
        Image picture = Images.read(resource(name));
        assertPixel(picture, 0, 0, 3, ints(first));
        assertPixel(picture, 10, 6, 3, ints(middle));
        assertPixel(picture, 19, 11, 3, ints(last));
    }

    @ParameterizedTest
    @CsvSource({
        "1, red green, blue white",
        "2, green red, white blue",
        "3, white blue, green red",
        "4, blue white, red green",
        "5, red blue, green white",
        "6, blue red, white green",
        "7, white green, blue red",
        "8, green white, red blue"
    })
    void exif_orientation_turns_the_picture_upright(int value, String upper, String lower) throws IOException {
        byte[] jpeg = withOrientation(encode(Images.toBufferedImage(quarters(48, 32)), "jpeg"), value);
        boolean swapped = value >= 5;
        Image upright = Images.read(jpeg);
        assertThat(upright.width()).isEqualTo(swapped ? 32 : 48);
        assertThat(upright.height()).isEqualTo(swapped ? 48 : 32);
        assertThat(nameQuarters(upright)).isEqualTo(upper + ", " + lower);
        assertThat(nameQuarters(Images.read(jpeg, ReadOptions.DEFAULT.asStored())))
                .isEqualTo("red green, blue white");
        Path file = Files.write(folder.resolve("turned.jpg"), jpeg);
        assertThat(Images.probe(file).width()).isEqualTo(upright.width());
        assertThat(Images.probe(file).height()).isEqualTo(upright.height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "ramp-lossless.webp", "ramp-lossy.webp"})
    void a_file_cut_off_anywhere_is_refused_in_one_line(String format) throws IOException {
        byte[] whole =
                format.endsWith("webp") ? resource(format) : encode(Images.toBufferedImage(ramp(61, 45)), format);
        Images.read(whole);
        for (int i = 0; i < 40; i++) {
            // The last tenth may be an end marker or a remark, without which the picture is whole.
            byte[] cut = Arrays.copyOf(whole, whole.length * 9 / 10 * i / 40);
            assertThatThrownBy(() -> Images.read(cut))
                    .as("%d of %d bytes", cut.length, whole.length)
                    .isInstanceOf(ImageException.class)
                    .message()
                    .startsWith("the picture is ")
                    .doesNotContain("\n");
        }
    }

    @Test
    void a_jpeg_without_its_end_marker_is_whole() throws IOException {
        byte[] jpeg = encode(Images.toBufferedImage(ramp(61, 45)), "jpeg");
        assertThat(Images.read(Arrays.copyOf(jpeg, jpeg.length - 2))).isEqualTo(Images.read(jpeg));
    }

    @Test
    void too_many_pixels_are_refused_before_memory_is_taken() throws IOException {
        byte[] png = encode(new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY), "png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        Path bomb = Files.write(folder.resolve("bomb.png"), png);
        assertThatThrownBy(() -> Images.read(bomb))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("bomb.png claims 60000 x 60000 pixels, more than the limit of 200000000");
        assertThatThrownBy(() -> Images.read(bomb, ReadOptions.DEFAULT.withMaxPixels(Long.MAX_VALUE)))
                .hasMessageContaining("cannot be held");
        ByteBuffer.wrap(png).putInt(16, 10_000).putInt(20, 10_000);
        Files.write(bomb, png);
        assertThatThrownBy(() -> Images.read(bomb))
                .hasMessageContaining("cannot hold the 10000 x 10000 pixels that its header claims");
        assertThatThrownBy(() -> Images.read(bomb, ReadOptions.DEFAULT.withMaxPixels(24)))
                .hasMessageContaining("limit of 24;");
    }

    @Test
    void what_is_no_picture_is_named() throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "hello, I am a text of some length");
        Path empty = Files.write(folder.resolve("b.png"), new byte[0]);
        assertThatThrownBy(() -> Images.read(text)).hasMessageContaining("a.png is not a picture");
        assertThatThrownBy(() -> Images.read(empty)).hasMessageContaining("b.png is empty");
        assertThatThrownBy(() -> Images.read(folder.resolve("c.png"))).hasMessageContaining("c.png does not exist");
        assertThatThrownBy(() -> Images.probe(folder.resolve("c.png"))).hasMessageContaining("c.png does not exist");
        assertThatThrownBy(() -> Images.read(folder))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void streams_arrays_and_files_give_the_same() throws IOException {
        byte[] png = encode(Images.toBufferedImage(ramp(9, 7)), "png");
        Path file = Files.write(folder.resolve("r.png"), png);
        assertThat(Images.read(file)).isEqualTo(Images.read(png));
        assertThat(Images.read(new ByteArrayInputStream(png))).isEqualTo(Images.read(png));
        assertThat(Images.read(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(Images.read(png));
    }

    @Test
    void a_part_of_a_larger_image_in_memory_is_read_rightly() {
        Image ramp = ramp(20, 10);
        Image part = Images.read(Images.toBufferedImage(ramp).getSubimage(3, 2, 5, 4));
        assertThat(part.width()).isEqualTo(5);
        for (int c = 0; c < 3; c++) {
            assertThat(part.sample(4, 3, c)).isEqualTo(ramp.sample(7, 5, c));
        }
    }

    @Test
    void written_files_appear_whole_and_alone() throws IOException {
        Image ramp = ramp(21, 17);
        Path png = folder.resolve("new/folder/out.png");
        Images.write(ramp, png);
        assertThat(Images.read(png)).isEqualTo(ramp);
        Path jpeg = folder.resolve("new/folder/OUT.JPG");
        Images.write(ramp, jpeg);
        assertThat(Images.probe(jpeg).format()).isEqualTo(ImageInfo.Format.JPEG);
        assertThatThrownBy(() -> Images.write(ramp, folder.resolve("new/folder/out.tiff")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("use .png, .jpg or .jpeg");
        try (Stream<Path> files = Files.list(folder.resolve("new/folder"))) {
            assertThat(files).containsExactlyInAnyOrder(png, jpeg);
        }
    }

    @Test
    void a_jpeg_that_paints_its_pixels_without_end_is_refused() throws IOException {
        byte[] jpeg = encode(Images.toBufferedImage(ramp(640, 480)), "jpeg");
        byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 70_000);
        for (int i = jpeg.length; i < scans.length; i += 2) {
            scans[i] = (byte) 0xff;
            scans[i + 1] = (byte) 0xda;
        }
        assertThatThrownBy(() -> Images.read(scans))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("35001 times");
    }

    @Test
    void a_file_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), "a file");
        assertThatThrownBy(() -> Images.write(ramp(4, 4), file.resolve("out.png")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("out.png cannot be written")
                .message()
                .doesNotContain("\n");
        Image wide = Image.ofRgb(70_000, 1, new byte[210_000]);
        assertThatThrownBy(() -> Images.write(wide, folder.resolve("wide.jpg")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("wide.jpg cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void one_pixel_is_a_picture() throws IOException {
        Image one = Image.ofRgb(1, 1, new byte[] {1, 2, 3});
        assertThat(Images.read(encode(Images.toBufferedImage(one), "png"))).isEqualTo(one);
    }

    static Image ramp(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, p = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[p++] = (byte) (x * 251 / width);
                rgb[p++] = (byte) (y * 253 / height);
                rgb[p++] = (byte) ((x * 7 + y * 13) % 256);
            }
        }
        return Image.ofRgb(width, height, rgb);
    }

    private static Image quarters(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, p = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean right = x >= width / 2;
                boolean low = y >= height / 2;
                rgb[p++] = (byte) (right == low ? 255 : 0);
                rgb[p++] = (byte) (right ? 255 : 0);
                rgb[p++] = (byte) (low ? 255 : 0);
            }
        }
        return Image.ofRgb(width, height, rgb);
    }

    private static String nameQuarters(Image image) {
        int w = image.width();
        int h = image.height();
        return nameOf(image, w / 4, h / 4) + " " + nameOf(image, w * 3 / 4, h / 4) + ", "
                + nameOf(image, w / 4, h * 3 / 4) + " " + nameOf(image, w * 3 / 4, h * 3 / 4);
    }

    private static String nameOf(Image image, int x, int y) {
        boolean r = image.sample(x, y, 0) > 127;
        boolean g = image.sample(x, y, 1) > 127;
        return r ? g ? "white" : "red" : g ? "green" : "blue";
    }

    private static byte[] withOrientation(byte[] jpeg, int value) {
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
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) value,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteBuffer with = ByteBuffer.allocate(jpeg.length + exif.length);
        with.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2);
        return with.array();
    }

    private static void assertPixel(Image image, int x, int y, int tolerance, int... rgb) {
        for (int c = 0; c < 3; c++) {
            assertThat(image.sample(x, y, c))
                    .as("pixel (%d, %d) channel %d", x, y, c)
                    .isCloseTo(rgb[c], within(tolerance));
        }
    }

    static byte[] encode(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PixelWriter.encode(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] ints(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = ImagesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}

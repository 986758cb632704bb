package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Picture files damaged at random: they are read or refused by our own exception, without memory in proportion to what a
 * header claims.
 *
 * <p>Runs for seconds; {@code -Dmrcnn.fuzz.seconds=600} makes it long, {@code -Dmrcnn.fuzz.seed} changes it.
 */
class HostilePicturesTest {
    private static final long SECONDS = Long.getLong("mrcnn.fuzz.seconds", 2);
    private static final long SEED = Long.getLong("mrcnn.fuzz.seed", 20261125);
    private static final ReadOptions SMALL = ReadOptions.DEFAULT.withMaxPixels(1_000_000);

    @Test
    void damaged_pictures_are_read_or_refused() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        for (String format : List.of("png", "jpeg", "bmp", "gif")) {
            originals.add(ImagesTest.encode(Images.toBufferedImage(ImagesTest.ramp(33, 21)), format));
        }
        originals.add(ImagesTest.encode(new BufferedImage(20, 9, BufferedImage.TYPE_USHORT_GRAY), "png"));
        originals.add(ImagesTest.encode(new BufferedImage(20, 9, BufferedImage.TYPE_BYTE_BINARY), "png"));
        originals.add(ImagesTest.encode(new BufferedImage(20, 9, BufferedImage.TYPE_BYTE_INDEXED), "png"));
        originals.add(ImagesTest.resource("ramp-lossless.webp"));
        originals.add(ImagesTest.resource("ramp-lossy.webp"));
        originals.add(ImagesTest.resource("cmyk.jpg"));
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int read = 0;
        int refused = 0;
        for (int round = 0; System.nanoTime() < end; round++) {
            byte[] file = originals.get(round % originals.size()).clone();
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                // Headers are where it hurts.
                int at = random.nextBoolean() ? random.nextInt(file.length) : random.nextInt(Math.min(64, file.length));
                file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : file[at] ^ 1 << random.nextInt(8));
            }
            if (random.nextInt(8) == 0) {
                file = Arrays.copyOf(file, random.nextInt(file.length + 1));
            }
            String what = "seed " + SEED + " round " + round;
            long start = System.nanoTime();
            try {
                Images.read(file, SMALL);
                read++;
            } catch (ImageException e) {
                refused++;
                assertThat(e.getMessage()).as(what).startsWith("the picture ").doesNotContain("\n");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(10));
            try {
                LabelImages.read(file, "the labels", SMALL);
            } catch (ImageException e) {
                assertThat(e.getMessage()).as(what).startsWith("the labels ").doesNotContain("\n");
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }
}

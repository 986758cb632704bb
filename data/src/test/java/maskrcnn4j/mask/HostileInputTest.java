package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Texts and polygons damaged at random: whatever is not a mask is refused by our own exception, fast, without memory.
 *
 * <p>Runs for a second; {@code -Dmrcnn.fuzz.seconds=600} makes it long. The seed is printed when it fails and set by {@code
 * -Dmrcnn.fuzz.seed}.
 */
class HostileInputTest {
    private static final long SECONDS = Long.getLong("mrcnn.fuzz.seconds", 1);
    private static final long SEED = Long.getLong("mrcnn.fuzz.seed", 20261125);

    @Test
    void damaged_run_length_texts_are_read_or_refused() {
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int read = 0;
        int refused = 0;
        for (int round = 0; System.nanoTime() < end; round++) {
            int h = random.nextInt(40);
            int w = random.nextInt(40);
            byte[] text = text(random, h, w);
            damage(random, text);
            if (random.nextInt(4) == 0) {
                text = Arrays.copyOf(text, random.nextInt(text.length + 1));
            }
            String what = "seed " + SEED + " round " + round + ": " + h + " x " + w + " "
                    + new String(text, StandardCharsets.ISO_8859_1);
            try {
                Rle mask = Rle.fromCompressed(h, w, text);
                read++;
                assertThat(RleText.area(text, 0, text.length, h * w)).as(what).isEqualTo(mask.area());
                int[] counts = RleText.decodeCounts(text, 0, text.length, h * w);
                assertThat(Rle.ofCounts(h, w, counts)).as(what).isEqualTo(mask);
                // Every walk ends, whatever the zero runs; only the empty text has another sum.
                StrictRuns.iou(counts, counts, false);
                if (counts.length > 0) {
                    StrictRuns.merge(counts, mask.counts(), true);
                }
                assertThat(mask.union(mask)).as(what).isEqualTo(mask);
            } catch (MaskException e) {
                refused++;
                assertThat(e.getMessage()).as(what).doesNotContain("\n");
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void damaged_polygons_are_filled_or_refused() {
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        double[] odd = {
            Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e8, -1e8, 1e300, Double.MIN_VALUE, 5e7, -3.3, 1 << 28, 1e-9
        };
        for (int round = 0; System.nanoTime() < end; round++) {
            int h = random.nextInt(60);
            int w = random.nextInt(60);
            double[] ring = new double[random.nextInt(20)];
            for (int i = 0; i < ring.length; i++) {
                ring[i] = switch (random.nextInt(20)) {
                    case 0 -> odd[random.nextInt(odd.length)];
                    case 1 -> (random.nextDouble() - 0.5) * 2e8;
                    default -> random.nextDouble() * 80 - 10;
                };
            }
            try {
                Rle mask = Polygons.rasterize(h, w, List.of(ring, ring));
                assertThat(Polygons.rasterize(h, w, Polygons.trace(mask)))
                        .as("seed %d round %d: %s", SEED, round, Arrays.toString(ring))
                        .isEqualTo(mask);
            } catch (MaskException e) {
                assertThat(e.getMessage()).startsWith("polygon coordinate").doesNotContain("\n");
            }
        }
    }

    private static byte[] text(Random random, int h, int w) {
        byte[] bitmap = new byte[h * w];
        for (int i = 0, v = 0; i < bitmap.length; i++) {
            v = random.nextInt(6) == 0 ? 1 - v : v;
            bitmap[i] = (byte) v;
        }
        return Rle.fromBitmap(h, w, bitmap).toCompressedBytes();
    }

    private static void damage(Random random, byte[] text) {
        for (int k = random.nextInt(4); k > 0 && text.length > 0; k--) {
            int at = random.nextInt(text.length);
            text[at] = (byte) (random.nextBoolean() ? 48 + random.nextInt(64) : random.nextInt(256));
        }
    }
}

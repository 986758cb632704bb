package maskrcnn4j.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import maskrcnn4j.mask.MaskException;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.mask.RleText;
import org.junit.jupiter.api.Test;

class RunMeasureTest {
    @Test
    void measuresAsUnpackingDoes() {
        SplittableRandom random = new SplittableRandom(11);
        for (int n = 0; n < 20_000; n++) {
            int rows = random.nextInt(1, 60);
            int columns = random.nextInt(1, 60);
            int[] counts = counts(random, rows * columns);
            byte[] text = RleText.encode(counts, 0, counts.length);
            byte[] json = quoted(text);
            RunMeasure measure = new RunMeasure();

            assertThat(measure.quoted(json, 3, rows, columns)).isTrue();
            assertThat(measure.end).isEqualTo(json.length - 3);
            assertThat(measure.escaped).isEqualTo(text.length != json.length - 6);
            check(measure, Rle.ofCounts(rows, columns, counts));
            measure.text(text, 0, text.length, rows, columns);
            check(measure, Rle.ofCounts(rows, columns, counts));
        }
    }

    private static void check(RunMeasure measure, Rle mask) {
        double[] box = mask.boundingBox().toXywh();
        assertThat(measure.area()).isEqualTo(mask.area());
        assertThat(new double[] {measure.x(), measure.y(), measure.width(), measure.height()})
                .isEqualTo(box);
    }

    private static int[] counts(SplittableRandom random, int pixels) {
        int runs = random.nextInt(1, 2 + Math.min(pixels, 40));
        int[] counts = new int[runs];
        int left = pixels;
        for (int i = 0; i < runs - 1; i++) {
            counts[i] = random.nextInt(4) == 0 ? 0 : random.nextInt(1 + left / random.nextInt(1, 9));
            left -= counts[i];
        }
        counts[runs - 1] = left;
        return counts;
    }

    @Test
    void agreesWithTheCarefulReaderOnWhatIsSound() {
        SplittableRandom random = new SplittableRandom(12);
        for (int n = 0; n < 50_000; n++) {
            byte[] text = new byte[random.nextInt(12)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(-128, 128) : random.nextInt(48, 112));
                text[i] = text[i] == '"' ? 35 : text[i];
            }
            int rows = random.nextInt(1, 40);
            boolean sound = true;
            try {
                RleText.decodeSpans(text, 0, text.length, rows * 7, new int[text.length + 1], 0);
            } catch (MaskException e) {
                sound = false;
            }
            byte[] json = quoted(text);
            assertThat(new RunMeasure().quoted(json, 3, rows, 7))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(sound);
        }
    }

    /** As it stands in JSON, with something around it. */
    private static byte[] quoted(byte[] text) {
        StringBuilder json = new StringBuilder("  \"");
        for (byte c : text) {
            json.append((char) (c & 255));
            if (c == '\\') {
                json.append('\\');
            }
        }
        return json.append("\"}\0").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import maskrcnn4j.mask.MaskResizer.Nearest;
import org.junit.jupiter.api.Test;

class MaskResizerTest {
    @Test
    void eachPixelOfTheTargetIsThePixelOfTheSourceThatTheRuleNames() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int height = 1 + random.nextInt(20);
            int width = 1 + random.nextInt(20);
            byte[] bitmap = new byte[height * width];
            for (int i = 0; i < bitmap.length; i++) {
                bitmap[i] = (byte) random.nextInt(2);
            }
            Rle mask = Rle.fromBitmap(height, width, bitmap);
            int newHeight = 1 + random.nextInt(45);
            int newWidth = 1 + random.nextInt(45);
            for (Nearest rule : Nearest.values()) {
                byte[] expected = new byte[newHeight * newWidth];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = bitmap[
                            source(i / newWidth, height, newHeight, rule) * width
                                    + source(i % newWidth, width, newWidth, rule)];
                }
                assertThat(MaskResizer.resize(mask, newHeight, newWidth, rule).toBitmap())
                        .containsExactly(expected);
            }
        }
    }

    private static int source(int i, int from, int to, Nearest rule) {
        int at = switch (rule) {
            case FLOOR -> (int) Math.floor(i * ((float) from / to));
            case CENTRE -> steppedTo(i, (double) from / to);
            case CORNERS -> to == 1 ? 0 : (int) Math.round(i * ((from - 1.0) / (to - 1)));
        };
        return Math.min(at, from - 1);
    }

    private static int steppedTo(int i, double step) {
        double centre = 0.5 * step;
        for (int k = 0; k < i; k++) {
            centre += step;
        }
        return (int) centre;
    }

    /** Where a centre falls on the edge of two pixels, the rounding of the steps decides: 3.5 of 2 / 7 is just below 1. */
    @Test
    void aCentreOnAnEdgeFallsWherePillowsDoes() {
        assertThat(MaskResizer.resize(Rle.fromBitmap(1, 2, new byte[] {0, 1}), 1, 7, Nearest.CENTRE)
                        .toBitmap())
                .containsExactly(0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void anEmptyMaskAndASizeOfNothingStayEmpty() {
        assertThat(MaskResizer.resize(Rle.empty(4, 5), 8, 3, Nearest.FLOOR)).isEqualTo(Rle.empty(8, 3));
        assertThat(MaskResizer.resize(Rle.ofBox(4, 5, new Box(0, 0, 5, 4)), 0, 3, Nearest.CENTRE)
                        .area())
                .isZero();
    }
}

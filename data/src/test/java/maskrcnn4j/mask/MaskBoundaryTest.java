package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskBoundaryTest {
    @Test
    void distanceIsAShareOfTheDiagonalRoundedHalfToEvenAndAtLeastOne() {
        assertThat(MaskBoundary.distance(480, 640, 0.02)).isEqualTo(16);
        assertThat(MaskBoundary.distance(30, 40, 0.02)).isEqualTo(1);
        assertThat(MaskBoundary.distance(3, 4, 0.02)).isEqualTo(1);
        assertThat(MaskBoundary.distance(75, 100, 0.02)).isEqualTo(2);
        assertThat(MaskBoundary.distance(105, 140, 0.02)).isEqualTo(4);
    }

    @Test
    void aSquareOfFivePixelsHasARingAroundItsCentre() {
        Rle square = Rle.ofBox(9, 9, new Box(2, 2, 7, 7));

        assertThat(MaskBoundary.eroded(square, 1)).isEqualTo(Rle.ofBox(9, 9, new Box(3, 3, 6, 6)));
        assertThat(MaskBoundary.of(square, 1).area()).isEqualTo(25 - 9);
        assertThat(MaskBoundary.of(square, 3)).isEqualTo(square);
    }

    @Test
    void outsideThePictureIsBackground() {
        Rle whole = Rle.ofBox(6, 8, new Box(0, 0, 8, 6));

        assertThat(MaskBoundary.eroded(whole, 2)).isEqualTo(Rle.ofBox(6, 8, new Box(2, 2, 6, 4)));
        assertThat(MaskBoundary.eroded(whole, 1_000_000)).isEqualTo(Rle.empty(6, 8));
    }

    @Test
    void erosionKeepsThePixelsWhoseWholeNeighbourhoodIsInside() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int height = 1 + random.nextInt(20);
            int width = 1 + random.nextInt(20);
            int distance = 1 + random.nextInt(4);
            byte[] bitmap = new byte[height * width];
            for (int i = 0; i < bitmap.length; i++) {
                bitmap[i] = (byte) (random.nextInt(12) == 0 ? 0 : 1);
            }
            byte[] expected = new byte[bitmap.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    expected[y * width + x] = (byte) (surrounded(bitmap, height, width, x, y, distance) ? 1 : 0);
                }
            }

            Rle eroded = MaskBoundary.eroded(Rle.fromBitmap(height, width, bitmap), distance);

            assertThat(eroded).isEqualTo(Rle.fromBitmap(height, width, expected));
        }
    }

    private static boolean surrounded(byte[] bitmap, int height, int width, int x, int y, int distance) {
        for (int v = y - distance; v <= y + distance; v++) {
            for (int u = x - distance; u <= x + distance; u++) {
                if (u < 0 || v < 0 || u >= width || v >= height || bitmap[v * width + u] == 0) {
                    return false;
                }
            }
        }
        return true;
    }
}

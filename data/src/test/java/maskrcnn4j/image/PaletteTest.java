package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void the_first_colours_lie_far_apart() {
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(Palette.colour(i), Palette.colour(j)))
                        .as("colours %d and %d", i, j)
                        .isGreaterThan(40);
            }
        }
    }

    @Test
    void any_number_has_a_colour() {
        for (int key : new int[] {Integer.MIN_VALUE, -1, 0, 90, 3599, Integer.MAX_VALUE}) {
            assertThat(Palette.colour(key)).isBetween(1, 0xffffff);
        }
    }

    @Test
    void letters_contrast_with_their_plate() {
        assertThat(Palette.wantsBlack(0xffff00)).isTrue();
        assertThat(Palette.wantsBlack(0x000080)).isFalse();
    }

    private static double distance(int a, int b) {
        double sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            sum += Math.pow((a >> shift & 255) - (b >> shift & 255), 2);
        }
        return Math.sqrt(sum);
    }
}

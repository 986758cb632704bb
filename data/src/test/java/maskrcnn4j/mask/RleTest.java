package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literal results of pycocotools 2.0.11 for run lengths. */
class RleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            15            | ?
            16            | `0
            31            | o0
            32            | P1
            1024          | PP1
            100000        | PeQ3
            10 5 3 2      | :53M
            0 1 0 1       | 0100
            5 5 5 5 5     | 55500
            1 2 3 100 3 2 1 | 123R30nLN
            2147483647    | oooooo1
            """)
    void text_is_cocos_text(String counts, String text) {
        int[] runs = PolygonRasterizerTest.ints(counts);
        byte[] encoded = RleText.encode(runs, 0, runs.length);
        assertThat(new String(encoded, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(text);
        int pixels = java.util.Arrays.stream(runs).sum();
        assertThat(RleText.decodeCounts(encoded, 0, encoded.length, pixels)).containsExactly(runs);
    }

    @Test
    void mask_iou_is_a_quotient_of_whole_numbers() {
        Rle a = Rle.ofCounts(4, 4, 0, 7, 9);
        Rle b = Rle.ofCounts(4, 4, 3, 9, 4);
        assertThat(a.iou(b)).isEqualTo(.3333333333333333);
    }

    @Test
    void crowd_iou_divides_by_the_detection() {
        Rle detection = Rle.ofCounts(2, 5, 0, 6, 4);
        Rle crowd = Rle.ofCounts(2, 5, 0, 2, 8);
        assertThat(detection.iou(crowd, true)).isEqualTo(2 / 6.0);
    }

    @ParameterizedTest
    @CsvSource({"5 2 9, 1 1 1 2", "2 4 10, 0 0 2 4", "16, 0 0 0 0"})
    void bounding_box_is_in_whole_pixels(String counts, String box) {
        Rle mask = Rle.ofCounts(4, 4, PolygonRasterizerTest.ints(counts));
        assertThat(mask.boundingBox().toXywh()).containsExactly(PolygonRasterizerTest.numbers(box));
    }

    @Test
    void runs_of_length_zero_are_joined_by_default() {
        Rle mask = Rle.ofCounts(2, 2, 0, 2, 0, 2);
        assertThat(mask.counts()).containsExactly(0, 4);
        assertThat(mask.iou(mask, true)).isEqualTo(1);
        assertThat(Rle.ofCounts(4, 4, 5, 0, 11).boundingBox()).isEqualTo(new Box(0, 0, 0, 0));
    }

    @Test
    void runs_of_length_zero_stop_the_strict_walk_as_in_pycocotools() {
        int[] mask = {0, 2, 0, 2};
        assertThat(StrictRuns.iou(mask, mask, false)).isEqualTo(1);
        assertThat(StrictRuns.iou(mask, mask, true)).isEqualTo(.5);
        assertThat(StrictRuns.merge(mask, mask, false)).containsExactly(0, 2);
        double[] box = new double[4];
        Spans.boundingBox(new int[] {5, 5}, 0, 2, 4, 4, box, 0);
        assertThat(box).containsExactly(4, 4, 4294967293.0, 4294967293.0);
    }

    @Test
    void sums_that_differ_never_hang_the_strict_walk() {
        assertThatThrownBy(() -> StrictRuns.merge(new int[] {5, 2}, new int[] {5, 2, 9}, false))
                .isInstanceOf(MaskException.class);
        assertThatThrownBy(() -> StrictRuns.iou(new int[] {0, 7}, new int[] {5, 11}, false))
                .isInstanceOf(MaskException.class);
    }

    @Test
    void sums_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> Rle.ofCounts(4, 4, 5, 2))
                .isInstanceOf(MaskException.class)
                .hasMessageContaining("sum to 7 instead of the mask's 16");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "52:")).hasMessageContaining("goes past");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "52"))
                .isInstanceOf(MaskException.class)
                .hasMessageContaining("sum to 7 instead of the mask's 16");
    }

    @Test
    void text_that_breaks_the_format_is_refused_with_its_position() {
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "52 9")).hasMessageContaining("' ' at character 2");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "52P")).hasMessageContaining("begins at character 2");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "5Poooooooo"))
                .hasMessageContaining("more than 7 characters at character 1");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "5N"))
                .hasMessageContaining("run 1")
                .hasMessageContaining("-2");
        assertThatThrownBy(() -> Rle.fromCompressed(4, 4, "5\\\\\\\\0")).hasMessageContaining("escaped twice");
    }

    @Test
    void no_runs_are_an_empty_mask() {
        assertThat(Rle.fromCompressed(4, 4, "")).isEqualTo(Rle.empty(4, 4));
        assertThat(Rle.ofCounts(4, 4)).isEqualTo(Rle.empty(4, 4));
    }

    @Test
    void different_sizes_never_meet() {
        assertThatThrownBy(() -> Rle.empty(4, 4).union(Rle.empty(4, 5)))
                .isInstanceOf(MaskException.class)
                .hasMessageContaining("4 x 4 and 4 x 5");
    }

    @Test
    void any_value_but_zero_is_inside_a_bitmap() {
        Rle mask = Rle.fromBitmap(2, 2, new byte[] {0, 1, 2, (byte) 255});
        assertThat(mask.counts()).containsExactly(1, 3);
        assertThat(mask.toBitmap()).containsExactly(0, 1, 1, 1);
    }

    @Test
    void crop_moves_and_cuts() {
        Rle mask = Rle.ofBox(10, 12, new Box(2, 3, 6, 8));
        assertThat(mask.crop(3, 1, 20, 4)).isEqualTo(Rle.ofBox(4, 20, new Box(0, 2, 3, 4)));
        assertThat(mask.crop(-5, -5, 30, 30)).isEqualTo(Rle.ofBox(30, 30, new Box(7, 8, 11, 13)));
        assertThat(mask.crop(7, 0, 3, 3)).isEqualTo(Rle.empty(3, 3));
    }

    @Test
    void set_arithmetic_agrees_with_pixels() {
        Rle a = Rle.ofBox(10, 12, new Box(2, 3, 6, 8));
        Rle b = Rle.ofBox(10, 12, new Box(4, 0, 9, 5));
        assertThat(a.intersect(b)).isEqualTo(Rle.ofBox(10, 12, new Box(4, 3, 6, 5)));
        assertThat(a.union(b).area()).isEqualTo(20 + 25 - 4);
        assertThat(a.minus(b).area()).isEqualTo(16);
        assertThat(a.complement().area()).isEqualTo(100);
        assertThat(a.contains(2, 3)).isTrue();
        assertThat(a.contains(5, 7)).isTrue();
        assertThat(a.contains(6, 7)).isFalse();
        assertThat(a.contains(-1, 3)).isFalse();
    }
}

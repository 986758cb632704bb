package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;

class PainterTest {
    private static final Image GREY = Image.ofRgb(200, 100, new byte[200 * 100 * 3]);
    private static final PaintStyle BARE = new PaintStyle(true, false, false, false, 0.5, 1);

    @Test
    void a_mask_is_filled_in_its_colour_and_nowhere_else() {
        Image painted = new Painter(BARE).paint(GREY, List.of(object("", 1, new Box(50, 20, 150, 80), 3)));
        int colour = Palette.colour(3);
        for (int c = 0; c < 3; c++) {
            assertThat(painted.sample(100, 50, c)).isEqualTo((colour >> 16 - 8 * c & 255) / 2);
        }
        assertThat(painted.sample(40, 50, 1)).isZero();
        assertThat(painted.sample(10, 10, 1)).isZero();
    }

    @Test
    void outlines_have_soft_edges() {
        Box box = new Box(50, 20, 150, 80);
        Image painted = new Painter(BARE).paint(GREY, List.of(object("", 1, box, 3)));
        long different = java.util.stream.IntStream.range(44, 56)
                .map(x -> painted.sample(x, 50, 0))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(3);
    }

    @Test
    void the_picture_itself_stays_as_it_is() {
        Image before = Image.ofRgb(200, 100, new byte[200 * 100 * 3]);
        new Painter().paint(GREY, List.of(object("cat", .9, new Box(50, 20, 150, 80), 1)));
        assertThat(GREY).isEqualTo(before);
    }

    @Test
    void labels_are_written() {
        DrawnObject named = object("cat", .9, new Box(50, 20, 150, 80), 1);
        DrawnObject nameless = object("", Double.NaN, new Box(50, 20, 150, 80), 1);
        assertThat(new Painter().paint(GREY, List.of(named)))
                .isNotEqualTo(new Painter().paint(GREY, List.of(nameless)));
    }

    @Test
    void an_object_without_a_mask_gets_its_box() {
        DrawnObject boxOnly = new DrawnObject("", Double.NaN, new Box(50, 20, 150, 80), Rle.empty(100, 200), 1);
        Image painted = new Painter(BARE).paint(GREY, List.of(boxOnly));
        assertThat(painted.sample(50, 50, 0) + painted.sample(50, 50, 1)).isPositive();
        assertThat(painted.sample(100, 50, 0)).isZero();
    }

    @Test
    void the_smallest_pictures_and_boxes_outside_are_painted() {
        Image one = Image.ofRgb(1, 1, new byte[3]);
        DrawnObject pixel = new DrawnObject("dust", .5, new Box(0, 0, 1, 1), Rle.ofCounts(1, 1, 0, 1), 1);
        DrawnObject outside = new DrawnObject("ghost", .5, new Box(5, 5, 9, 9), Rle.empty(1, 1), 1);
        DrawnObject nowhere = new DrawnObject("nan", .5, new Box(Double.NaN, 0, 1, 1), Rle.empty(1, 1), 1);
        Image painted = new Painter().paint(one, List.of(pixel, outside, nowhere));
        assertThat(painted.width()).isEqualTo(1);
        assertThat(painted).isNotEqualTo(one);
    }

    @Test
    void a_mask_of_another_size_is_refused() {
        DrawnObject wrong = new DrawnObject("", .5, new Box(0, 0, 5, 5), Rle.ofCounts(10, 10, 0, 100), 1);
        assertThatThrownBy(() -> new Painter().paint(GREY, List.of(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 x 10");
    }

    private static DrawnObject object(String label, double score, Box box, int key) {
        return new DrawnObject(label, score, box, Rle.ofBox(100, 200, box), key);
    }
}

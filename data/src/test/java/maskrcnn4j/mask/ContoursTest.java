package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContoursTest {

    @Test
    void one_pixel_has_four_corners_clockwise_on_the_screen() {
        assertThat(Polygons.trace(mask("...", ".#.", "..."))).containsExactly(new double[] {2, 1, 2, 2, 1, 2, 1, 1});
    }

    @Test
    void pixels_that_touch_at_a_corner_are_two_parts() {
        assertThat(Contours.of(mask("#.", ".#")).parts()).hasSize(2);
        assertThat(Contours.of(mask(".#", "#.")).parts()).hasSize(2);
    }

    @Test
    void a_ring_has_one_hole() {
        List<Contours.Part> parts =
                Contours.of(mask("#####", "#...#", "#.#.#", "#...#", "#####")).parts();
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).holes()).hasSize(1);
        assertThat(parts.get(1).holes()).isEmpty();
    }

    @Test
    void holes_are_reached_by_a_slit_that_fills_nothing() {
        Rle ring = mask("####", "#..#", "#..#", "####");
        List<double[]> polygons = Polygons.trace(ring);
        assertThat(polygons).hasSize(1);
        assertThat(Polygons.rasterize(4, 4, polygons)).isEqualTo(ring);
    }

    @Test
    void an_empty_mask_has_no_polygon() {
        assertThat(Polygons.trace(Rle.empty(3, 3))).isEmpty();
    }

    @Test
    void filling_the_polygons_again_gives_the_mask_whatever_its_shape() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            int h = 1 + random.nextInt(14);
            int w = 1 + random.nextInt(14);
            double density = random.nextDouble();
            byte[] pixels = new byte[h * w];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (byte) (random.nextDouble() < density ? 1 : 0);
            }
            Rle mask = Rle.fromBitmap(h, w, pixels);
            assertThat(Polygons.rasterize(h, w, Polygons.trace(mask)))
                    .as("mask %d", i)
                    .isEqualTo(mask);
            assertThat(fillPartByPart(mask)).as("mask %d", i).isEqualTo(mask);
        }
    }

    private static Rle fillPartByPart(Rle mask) {
        Rle filled = Rle.empty(mask.height(), mask.width());
        for (Contours.Part part : Contours.of(mask).parts()) {
            Rle body = Polygons.rasterize(mask.height(), mask.width(), List.of(part.outer()));
            for (double[] hole : part.holes()) {
                body = body.minus(Polygons.rasterize(mask.height(), mask.width(), List.of(hole)));
            }
            assertThat(body.intersectionArea(filled)).isZero();
            filled = filled.union(body);
        }
        return filled;
    }

    private static Rle mask(String... rows) {
        List<Byte> pixels = new ArrayList<>();
        for (String row : rows) {
            for (char c : row.toCharArray()) {
                pixels.add((byte) (c == '#' ? 1 : 0));
            }
        }
        byte[] bitmap = new byte[pixels.size()];
        for (int i = 0; i < bitmap.length; i++) {
            bitmap[i] = pixels.get(i);
        }
        return Rle.fromBitmap(rows.length, rows[0].length(), bitmap);
    }
}

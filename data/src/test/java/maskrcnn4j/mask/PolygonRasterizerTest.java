package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literal results of pycocotools 2.0.11 for polygons. */
class PolygonRasterizerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            square, corners in order       | 1,1 4,1 4,4 1,4             | 7 3 3 3 3 3 14
            square at halves               | 1.5,1.5 4.5,1.5 4.5,4.5 1.5,4.5 | 14 3 3 3 3 3 7
            square with a near-half side   | .5,.5 3.5,.5 3.5,3.5 .5,3.5 | 7 3 3 3 3 3 14
            one pixel                      | 1,1 2,1 2,2 1,2             | 7 1 28
            triangle                       | 0,0 5,0 0,5                 | 0 4 2 3 3 2 4 1 17
            bow tie                        | 0,0 4,4 4,0 0,4             | 0 3 4 1 5 1 4 3 15
            less than a column             | 1.2,1.2 1.4,1.2 1.4,1.4     | 36
            half a pixel                   | 1.3,1.3 1.8,1.3 1.8,1.8 1.3,1.8 | 7 1 28
            a line                         | 1,1 4,4                     | 36
            one point thrice               | 2,2 2,2 2,2                 | 36
            outside                        | 7,7 9,7 9,9                 | 36
            larger than the image          | -1,-1 8,-1 8,8 -1,8         | 0 36
            over the left edge             | -3,1 2,1 2,4 -3,4           | 1 3 3 3 26
            over the upper edge            | 1,-3 4,-3 4,2 1,2           | 6 2 4 2 4 2 16
            over the right edge            | 4,1 9,1 9,4 4,4             | 25 3 3 3 2
            over the lower edge            | 1,4 4,4 4,9 1,9             | 10 2 4 2 4 2 12
            a little negative              | -.3,-.3 3,-.3 3,3 -.3,3     | 0 3 3 3 3 3 21
            odd count, last number dropped | 1,1 4,1 4,4 9               | 13 1 5 2 15
            """)
    void fills_as_pycocotools_does(String name, String corners, String counts) {
        assertThat(Polygons.rasterize(6, 6, List.of(numbers(corners))).counts()).containsExactly(ints(counts));
    }

    @Test
    void unites_overlapping_parts() {
        Rle united = Polygons.rasterize(6, 6, List.of(numbers("0,0 4,0 4,4 0,4"), numbers("2,2 6,2 6,6 2,6")));
        assertThat(united.counts()).containsExactly(0, 4, 2, 4, 2, 12, 2, 4, 2, 4);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5, 2, 2, 7 2 4 2 21", "1.2, 1.2, 0.5, 0.5, 7 1 28"})
    void fills_boxes_as_polygons_of_four_corners(double x, double y, double w, double h, String counts) {
        assertThat(Polygons.rasterize(6, 6, Box.ofXywh(x, y, w, h)).counts()).containsExactly(ints(counts));
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', textBlock = """
            6 | 8 | 1,1 1,4 5,4 5,1            | 73300000a0   | box of rows 1-3, columns 1-4
            6 | 6 | .5,.5 3.5,.5 2,4.5         | 7240a0       | triangle
            """)
    void writes_the_text_that_coco_writes(int h, int w, String corners, String text, String name) {
        assertThat(Polygons.rasterize(h, w, List.of(numbers(corners))).toCompressed())
                .isEqualTo(text);
    }

    @Test
    void refuses_coordinates_that_are_not_numbers() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1.1e8}) {
            double[] ring = {1, 1, 4, bad, 4, 4};
            assertThatThrownBy(() -> Polygons.rasterize(6, 6, List.of(ring)))
                    .isInstanceOf(MaskException.class)
                    .hasMessageContaining("polygon coordinate " + bad);
        }
    }

    @Test
    void far_corners_cost_neither_time_nor_memory() {
        double[] ring = {-1e8, -1e8, 1e8, -1e8, 1e8, 1e8, -1e8, 1e8};
        assertThat(Polygons.rasterize(480, 640, List.of(ring)).area()).isEqualTo(480 * 640);
    }

    @Test
    @Timeout(10)
    void a_long_zigzag_over_one_column_takes_no_quadratic_time() {
        double[] ring = new double[1_000_000];
        for (int i = 0; i < ring.length; i += 2) {
            ring[i] = i % 4;
            ring[i + 1] = i * 37L % 1000;
        }
        assertThat(Polygons.rasterize(1000, 4, List.of(ring)).height()).isEqualTo(1000);
    }

    @Test
    void a_ring_meant_to_fill_memory_is_refused() {
        double[] ring = new double[200_000];
        for (int i = 0; i < ring.length; i += 4) {
            ring[i] = 10_000;
        }
        assertThatThrownBy(() -> Polygons.rasterize(10, 10_000, List.of(ring)))
                .isInstanceOf(MaskException.class)
                .hasMessageContaining("pixel columns");
    }

    static double[] numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        for (String number : text.trim().split("[ ,]+")) {
            numbers.add(Double.valueOf(number));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static int[] ints(String text) {
        return java.util.Arrays.stream(text.trim().split(" +"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}

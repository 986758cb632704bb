package maskrcnn4j.dataset.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import maskrcnn4j.dataset.io.Outlines;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;

class ShapeMeasuresTest {

    /** Three rows and columns are crossed twice each, and five lines along either diagonal. */
    @Test
    void aSquareOfThreeIsMeasuredByItsCrossings() {
        ShapeMeasures square = ShapeMeasures.of(Rle.ofBox(10, 10, new Box(4, 5, 7, 8)));

        assertThat(square.area()).isEqualTo(9);
        assertThat(square.perimeter()).isCloseTo(Math.PI / 8 * (12 + 20 / Math.sqrt(2)), within(1e-12));
        assertThat(square.centroidX()).isEqualTo(5.5);
        assertThat(square.centroidY()).isEqualTo(6.5);
    }

    @Test
    void aDiscIsRound() {
        Rle disc = Polygons.rasterize(200, 200, List.of(Outlines.ellipse(100, 100, 80, 80, 0)));

        assertThat(ShapeMeasures.of(disc).circularity()).isBetween(0.98, 1.02);
        assertThat(ShapeMeasures.of(disc).perimeter()).isCloseTo(2 * Math.PI * 80, within(5.0));
    }

    @Test
    void nothingMeasuresNothing() {
        assertThat(ShapeMeasures.of(Rle.empty(4, 4))).isEqualTo(new ShapeMeasures(0, 0, 0, 0, 0));
    }
}

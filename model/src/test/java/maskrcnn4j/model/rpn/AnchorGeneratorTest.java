package maskrcnn4j.model.rpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.AnchorSpec.Grid.CellOrder;
import maskrcnn4j.spec.AnchorSpec.Steps;
import org.junit.jupiter.api.Test;

class AnchorGeneratorTest {
    private static final AnchorSpec PYRAMID = new AnchorSpec.Grid(
            List.of(List.of(32.0), List.of(64.0), List.of(128.0), List.of(256.0), List.of(512.0)),
            List.of(List.of(0.5, 1.0, 2.0)),
            true,
            0,
            Steps.INPUT_OVER_GRID,
            CellOrder.RATIO_THEN_SIZE);

    @Test
    void sizesAndRatiosInOneLevel() {
        assertThat(oneLevel(0).corners())
                .containsExactly(
                        -32, -8, 32, 8, -16, -16, 16, 16, -8, -32, 8, 32, -64, -16, 64, 16, -32, -32, 32, 32, -16, -64,
                        16, 64, -28, -8, 36, 8, -12, -16, 20, 16, -4, -32, 12, 32, -60, -16, 68, 16, -28, -32, 36, 32,
                        -12, -64, 20, 64);
    }

    @Test
    void theCentreMovesAllBoxes() {
        float[] corners = oneLevel(0).corners();
        for (int i = 0; i < corners.length; i++) {
            corners[i] += 2;
        }
        assertThat(oneLevel(0.5).corners()).isEqualTo(corners);
    }

    private static LevelAnchors oneLevel(double centre) {
        return new AnchorGenerator(new AnchorSpec.Grid(
                        List.of(List.of(32.0, 64.0)),
                        List.of(List.of(0.25, 1.0, 4.0)),
                        false,
                        centre,
                        Steps.STRIDE,
                        CellOrder.SIZE_THEN_RATIO))
                .level(0, 1, 2, 4, 4, 8);
    }

    @Test
    void cornersAreRoundedToTheEvenPixel() {
        assertThat(PYRAMID.cell(0)).containsExactly(-23, -11, 23, 11, -16, -16, 16, 16, -11, -23, 11, 23);
        assertThat(Arrays.copyOf(PYRAMID.cell(1), 4)).containsExactly(-45, -23, 45, 23);
        assertThat(Arrays.copyOf(PYRAMID.cell(4), 4)).containsExactly(-362, -181, 362, 181);
    }

    @Test
    void stepsFollowThePaddedInput() {
        AnchorGenerator generator = new AnchorGenerator(PYRAMID);
        int all = 0;
        for (int level = 0; level < 5; level++) {
            int stride = 4 << level;
            all += generator
                    .level(level, (800 + stride - 1) / stride, 1088 / stride, stride, 800, 1088)
                    .size();
        }
        assertThat(all).isEqualTo(217_413);

        LevelAnchors coarsest = generator.level(4, 13, 17, 64, 800, 1088);
        float[] box = new float[4];
        coarsest.box(3 * 17, box, 0);
        assertThat(box).containsExactly(-362, -120, 362, 242);
        coarsest.box(3, box, 0);
        assertThat(box).containsExactly(-298, -181, 426, 181);
        coarsest.box(coarsest.size() - 1, box, 0);
        assertThat(box).containsExactly(843, 370, 1205, 1094);
    }

    @Test
    void explicitBoxesStandOnEveryCell() {
        AnchorGenerator generator =
                new AnchorGenerator(new AnchorSpec.Explicit(16, List.of(List.of(-8.0, -4.0, 8.0, 4.0))));
        assertThat(generator.level(0, 2, 2, 16, 32, 32).corners())
                .containsExactly(-8, -4, 8, 4, 8, -4, 24, 4, -8, 12, 8, 20, 8, 12, 24, 20);
    }

    @Test
    void levelsWithoutRatiosAreRefused() {
        assertThatThrownBy(() -> new AnchorSpec.Grid(
                        List.of(List.of(32.0), List.of(64.0), List.of(128.0)),
                        List.of(List.of(1.0), List.of(2.0)),
                        true,
                        0,
                        Steps.STRIDE,
                        CellOrder.RATIO_THEN_SIZE))
                .hasMessageContaining("3 levels")
                .hasMessageContaining("2");
    }
}

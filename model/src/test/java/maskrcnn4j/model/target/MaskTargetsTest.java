package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.TrainingSpec.MaskTarget;
import org.junit.jupiter.api.Test;

/** An 8x8 mask filled in rows 2 to 5 and columns 1 to 4, cut into a box at 4x4: numbers that both libraries give. */
class MaskTargetsTest {
    private static final Boxes BOX = Boxes.of(0.5f, 1f, 6f, 7f);
    private static final TargetMask PIXELS = new TargetMask.Pixels(Rle.ofBox(8, 8, new Box(1, 2, 5, 6)));
    private static final TargetMask OUTLINES = new TargetMask.Outlines(List.of(new double[] {1, 2, 5, 2, 5, 6, 1, 6}));

    @Test
    void softTargetsAreTorchvisions() {
        float[] expected = {
            0.633789f, 0.6875f, 0.590820f, 0.010742f,
            0.921875f, 1, 0.859375f, 0.015625f,
            0.864258f, 0.9375f, 0.805664f, 0.014648f,
            0.057617f, 0.0625f, 0.053711f, 0.000977f
        };
        assertThat(new MaskTargets(MaskTarget.SOFT).draw(List.of(PIXELS), BOX, 4))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(expected);
    }

    @Test
    void binaryTargetsOfPixelsAndOfOutlinesAreDetectron2s() {
        float[] expected = {0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0};
        MaskTargets binary = new MaskTargets(MaskTarget.BINARY);
        assertThat(binary.draw(List.of(PIXELS), BOX, 4)).containsExactly(expected);
        assertThat(binary.draw(List.of(OUTLINES), BOX, 4)).containsExactly(expected);
    }

    @Test
    void softTargetsAreNotCutFromOutlines() {
        assertThatThrownBy(() -> new MaskTargets(MaskTarget.SOFT).draw(List.of(OUTLINES), BOX, 4))
                .hasMessageContaining("rasterise the outlines first");
    }
}

package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MaskPasterTest {
    private static final SoftMask SMALL = new SoftMask(3, 3, new float[] {.1f, .6f, .2f, .7f, 1, .8f, .3f, .9f, .4f});
    private static final Box BOX = new Box(1.3, 2.6, 6.2, 5.9);

    @Test
    void torchvision_rule_gives_torchvisions_values() {
        double[][] expected = {
            {0, .025, .075, .253571, .271429, .128571, .05, 0},
            {0, .11875, .299107, .575893, .607143, .392857, .1625, 0},
            {0, .30625, .71875, .90625, .9375, .8125, .35, 0},
            {0, .18125, .446429, .767857, .799107, .540179, .225, 0},
            {0, .075, .192857, .407143, .425, .246429, .1, 0}
        };
        assertValues(PasteRule.TORCHVISION, expected);
        assertThat(new MaskPaster(PasteRule.TORCHVISION)
                        .paste(SMALL, BOX, 8, 10)
                        .area())
                .isEqualTo(9);
    }

    @Test
    void detectron2_rule_gives_detectron2s_values() {
        double[][] expected = {
            {.000417, .025464, .088915, .214147, .170315, .075974, .025881, 0},
            {.002968, .181076, .393321, .660482, .57282, .362987, .123655, 0},
            {.006215, .379128, .695501, .920918, .854128, .658442, .224304, 0},
            {.002644, .161271, .380705, .697959, .578989, .320779, .109276, 0},
            {0, 0, 0, 0, 0, 0, 0, 0}
        };
        assertValues(PasteRule.DETECTRON2, expected);
        assertThat(new MaskPaster(PasteRule.DETECTRON2).paste(SMALL, BOX, 8, 10).counts())
                .containsExactly(20, 1, 6, 3, 5, 3, 6, 1, 35);
    }

    /** @param expected rows 2 to 6, columns 0 to 7; everything else is 0 */
    private static void assertValues(PasteRule rule, double[][] expected) {
        SoftMask values = new MaskPaster(rule).pasteSoft(SMALL, BOX, 0, 0, 10, 8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 10; x++) {
                double e = y >= 2 && y <= 6 && x < 8 ? expected[y - 2][x] : 0;
                assertThat((double) values.at(y, x))
                        .as("row %d column %d", y, x)
                        .isCloseTo(e, within(1e-6));
            }
        }
    }
}

package maskrcnn4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeRuleTest {
    private static final ResizeRule DOWN = rule(ResizeRule.Rounding.DOWN);
    private static final ResizeRule HALF_UP = rule(ResizeRule.Rounding.HALF_UP);

    private static ResizeRule rule(ResizeRule.Rounding rounding) {
        return new ResizeRule(800, 1333, rounding, ResizeRule.Filter.BILINEAR);
    }

    @ParameterizedTest
    @CsvSource({
        "480, 640, 800, 1066, 800, 1067",
        "375, 500, 800, 1066, 800, 1067",
        "427, 640, 800, 1199, 800, 1199",
        "1080, 1920, 749, 1333, 750, 1333",
        "333, 500, 800, 1201, 800, 1201",
        "600, 401, 1197, 800, 1197, 800",
        "388, 479, 799, 987, 800, 988"
    })
    void knownSizes(int height, int width, int downHeight, int downWidth, int upHeight, int upWidth) {
        assertThat(DOWN.height(width, height)).isEqualTo(downHeight);
        assertThat(DOWN.width(width, height)).isEqualTo(downWidth);
        assertThat(HALF_UP.height(width, height)).isEqualTo(upHeight);
        assertThat(HALF_UP.width(width, height)).isEqualTo(upWidth);
    }

    @Test
    void productsJustBelowAWholeNumberAreNotRoundedUp() {
        assertThat(DOWN.height(317, 100)).isEqualTo(420);
        assertThat(DOWN.width(317, 100)).isEqualTo(1332);
    }

    @Test
    void aSideHasAtLeastOnePixel() {
        assertThat(DOWN.height(100_000, 2)).isEqualTo(1);
        assertThat(HALF_UP.width(2, 100_000)).isEqualTo(1);
    }

    @Test
    void sidesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> DOWN.withSides(800, 700)).hasMessageContaining("longSide 700");
    }
}

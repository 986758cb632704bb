package maskrcnn4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import maskrcnn4j.inspect.draw.ColourScale;
import org.junit.jupiter.api.Test;

class ColourScaleTest {
    @Test
    void largerIsLighterSoThatItReadsWithoutColours() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int rgb = ColourScale.rgb(i / 100.0);
            double light = 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
            assertThat(light).isGreaterThan(before);
            before = light;
        }
    }
}

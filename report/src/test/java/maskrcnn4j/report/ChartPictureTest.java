package maskrcnn4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import org.junit.jupiter.api.Test;

/** Charts as pictures look as those of the pages do: each line in its colour and dash. */
class ChartPictureTest {
    private static final double[] STEPS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    private static LineChart chart(int series) {
        List<LineChart.Series> lines = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            double[] values = STEPS.clone();
            for (int k = 0; k < values.length; k++) {
                values[k] += 2 * i;
            }
            lines.add(new LineChart.Series("line " + i, STEPS, values, LineChart.Style.LINE));
        }
        return new LineChart("A <title> & more", Axis.of("step"), Axis.of("value"), lines);
    }

    private static Set<Integer> colours(Image picture) {
        int[] pixels = Images.toBufferedImage(picture)
                .getRGB(0, 0, picture.width(), picture.height(), null, 0, picture.width());
        Set<Integer> colours = new HashSet<>();
        for (int pixel : pixels) {
            colours.add(pixel & 0xffffff);
        }
        return colours;
    }

    @Test
    void everyLineHasItsColourOnPaperOfTheLightStyle() {
        Image picture = ChartPicture.of(chart(4));
        assertThat(picture.width()).isEqualTo(880);
        assertThat(picture.height()).isEqualTo(580);
        assertThat(colours(picture))
                .contains(0xffffff, 0x0072b2, 0xc24e00, 0x00805a, 0xa3497f)
                .doesNotContain(0x000000);
    }

    @Test
    void theStyleSheetIsTakenElementByElement() {
        ChartStyle style = new ChartStyle();
        assertThat(style.attributes("path", "line s1 d1"))
                .containsEntry("stroke", "#c24e00")
                .containsEntry("stroke-dasharray", "8 4")
                .containsEntry("fill", "none");
        assertThat(style.attributes("path", "marker s1 d1")).containsEntry("fill", "#ffffff");
        assertThat(style.attributes("path", "marker s2 d2")).containsEntry("fill", "#00805a");
        assertThat(style.attributes("text", ""))
                .containsEntry("font-size", "13px")
                .containsEntry("fill", "#1f2328");
        assertThat(ChartPainter.standing(chart(3), style)).doesNotContain("var(", "class=");
    }
}

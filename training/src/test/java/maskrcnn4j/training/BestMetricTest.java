package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import maskrcnn4j.training.setting.SettingException;
import org.junit.jupiter.api.Test;

class BestMetricTest {
    private static final List<String> SCORES = List.of("bbox/AP", "bbox/AP50", "segm/AP", "segm/AP50");

    @Test
    void scoresAreToGrowAndLossesToShrink() {
        assertThat(BestMetric.of("auto", SCORES, "segm/AP")).isEqualTo(new BestMetric("segm/AP", false));
        BestMetric box = BestMetric.of("bbox/AP50", SCORES, "segm/AP");
        assertThat(box.of(Map.of("bbox/AP50", 0.5, "segm/AP", 0.1))).isEqualTo(0.5);
        assertThat(box.better(0.5, 0.4)).isTrue();
        BestMetric loss = BestMetric.of("validation/loss", SCORES, "segm/AP");
        assertThat(loss.isLoss()).isTrue();
        assertThat(loss.better(0.5, 0.4)).isFalse();
        assertThat(loss.better(0.3, 0.4)).isTrue();
        assertThat(loss.better(Double.NaN, 0.4)).isFalse();
        assertThat(loss.better(0.4, Double.NaN)).isTrue();
        assertThat(loss.better(Double.NaN, Double.NaN)).isFalse();
        assertThat(BestMetric.of("validation/loss_mask", SCORES, "").isLoss()).isTrue();
    }

    @Test
    void aNameThatIsNoneIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> BestMetric.of("sgem/ap50", SCORES, "segm/AP"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "best sgem/ap50: unknown number 'sgem/ap50' (did you mean segm/AP50?); there are auto, bbox/AP, bbox/AP50,"
                                + " segm/AP, segm/AP50, validation/loss, validation/loss_objectness, validation/loss_rpn_box_reg,"
                                + " validation/loss_classifier, validation/loss_box_reg, validation/loss_mask");
        assertThatThrownBy(() -> BestMetric.of("segm/AP", List.of(), ""))
                .hasMessageStartingWith("best segm/AP: there are no validation pictures");
    }
}

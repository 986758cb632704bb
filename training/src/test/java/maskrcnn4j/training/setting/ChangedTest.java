package maskrcnn4j.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import maskrcnn4j.training.loader.LoaderSpec;
import org.junit.jupiter.api.Test;

class ChangedTest {
    private static final LoaderSpec BEFORE = LoaderSpec.DEFAULT;

    @Test
    void onlyWhatIsNamedIsOther() {
        LoaderSpec after = Changed.of(BEFORE, Map.of("batch", BEFORE.batch() + 1, "skipUnreadable", true));
        assertThat(after)
                .isEqualTo(new LoaderSpec(
                        BEFORE.batch() + 1,
                        BEFORE.workers(),
                        BEFORE.memoryBytes(),
                        BEFORE.groupByAspect(),
                        BEFORE.negatives(),
                        BEFORE.repeatThreshold(),
                        true));
    }

    @Test
    void theRecordsOwnChecksHold() {
        assertThatThrownBy(() -> Changed.of(BEFORE, Map.of("batch", 0))).isInstanceOf(SettingException.class);
    }

    @Test
    void whatItDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> Changed.of(BEFORE, Map.of("bach", 2)))
                .hasMessage("LoaderSpec has no component [bach]");
        assertThatThrownBy(() -> Changed.of(BEFORE, Map.of("batch", "two")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

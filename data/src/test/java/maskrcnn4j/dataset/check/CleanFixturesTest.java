package maskrcnn4j.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real data sets that are in order are said to be so. */
@Tag("fixtures")
class CleanFixturesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"nuclei", "coco-mini", "cityscapes-format", "formats/coco", "formats/labelme", "formats/voc"})
    void soundDataHasNoErrorsAndNoWarnings(String name) throws IOException {
        Path path = Shared.require("data/" + name);

        CheckReport report =
                DatasetCheck.check(List.of(path), Optional.empty(), ReadOptions.DEFAULT, 2, ProgressListener.NONE);

        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() != Severity.NOTE)
                .isEmpty();
        assertThat(report.parts()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.images()).isPositive();
            assertThat(part.usable()).isEqualTo(part.objects());
        });
    }
}

package maskrcnn4j.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Severity;
import maskrcnn4j.dataset.check.DatasetCheck;
import maskrcnn4j.dataset.check.FindingKind;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.formats.FormatTruth;
import maskrcnn4j.dataset.formats.SameTruthTest;
import maskrcnn4j.dataset.idpng.IdPngFormat;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** From every format to every format that is written, and back to the same masks. */
@Tag("fixtures")
class ConversionFixturesTest {
    @TempDir
    Path temporary;

    @TestFactory
    List<DynamicTest> everyConversionKeepsEveryPixel() throws IOException {
        Path root = Shared.require("data/formats");
        Map<String, List<FormatTruth.Object>> truth = FormatTruth.read(root.resolve("truth.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (Path source : SameTruthTest.sources(root)) {
            for (String target : AnnotationFormats.DATASETS) {
                String name = root.relativize(source) + " to " + target;
                tests.add(DynamicTest.dynamicTest(name, () -> convert(source, target, truth)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private void convert(Path source, String target, Map<String, List<FormatTruth.Object>> truth) throws IOException {
        DatasetFormat format = DatasetFormats.recognise(source);
        Path folder = temporary.resolve(source.getFileName() + "-" + target);
        DatasetConverter.Result result = new DatasetConverter(
                        format, ReadOptions.DEFAULT, PictureTransfer.COPY, ProgressListener.NONE)
                .convert(source, target, folder);

        assertThat(result.losses())
                .noneMatch(line -> line.contains("pixels"))
                .noneMatch(line -> line.contains("left out"));
        DatasetFormat written = DatasetFormats.recognise(folder);
        assertThat(written.name()).isEqualTo(target);
        Dataset dataset = written.read(folder, ReadOptions.DEFAULT);
        boolean classes = !(format instanceof IdPngFormat) && !(written instanceof IdPngFormat);
        assertThat(FormatTruth.of(dataset))
                .isEqualTo(classes ? truth : FormatTruth.ofOneClass(truth, IdPngFormat.NAMELESS));
        assertThat(DatasetCheck.check(List.of(folder), Optional.empty(), ReadOptions.DEFAULT, 2, ProgressListener.NONE)
                        .findings())
                .filteredOn(finding -> finding.severity() != Severity.NOTE && finding.kind() != FindingKind.SPLIT_LEAK)
                .isEmpty();
    }
}

package maskrcnn4j.dataset.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.idpng.IdPngFormat;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The folder with one truth in many formats: each is recognised and read to the same masks, pixel for pixel. */
@Tag("fixtures")
public class SameTruthTest {

    /** The folders, and the files in them that are whole data sets by themselves. */
    public static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : PictureFiles.folders(root)) {
            sources.add(folder);
            for (Path file : PictureFiles.files(folder)) {
                String format = DatasetFormats.recognise(folder).name();
                boolean whole = !PictureFiles.isPicture(file)
                        && !format.equals("labelme")
                        && DatasetFormats.all().stream().anyMatch(one -> recognises(one, file));
                if (whole) {
                    sources.add(file);
                }
            }
        }
        return sources;
    }

    private static boolean recognises(DatasetFormat format, Path file) {
        try {
            return format.recognises(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @TestFactory
    List<DynamicTest> everyFormatIsReadToTheSameMasks() throws IOException {
        Path root = Shared.require("data/formats");
        Map<String, List<FormatTruth.Object>> truth = FormatTruth.read(root.resolve("truth.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (Path source : sources(root)) {
            tests.add(DynamicTest.dynamicTest(root.relativize(source).toString(), () -> {
                DatasetFormat format = DatasetFormats.recognise(source);
                Dataset dataset = format.read(source, ReadOptions.DEFAULT);
                Map<String, List<FormatTruth.Object>> expected =
                        format instanceof IdPngFormat ? FormatTruth.ofOneClass(truth, IdPngFormat.NAMELESS) : truth;
                assertThat(FormatTruth.of(dataset)).isEqualTo(expected);
                assertThat(dataset.samples())
                        .allSatisfy(sample -> assertThat(sample.imagePath()).exists());
            }));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }
}
